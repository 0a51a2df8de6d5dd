package org.musweep.pipeline.sampling;

import java.util.List;

/**
 * The covariance a·M(r) of two points, with M(r) = (1 + √5 r + 5r²/3)·exp(−√5 r), the Matérn kernel
 * of smoothness 5/2, and r² = Σ ω_d Δ_d² with a weight of its own for each axis. The distance of
 * two categories is 1.
 *
 * @param axes what the coordinates are
 * @param parameters logarithms of the weights ω, of the variance a, and of the noise's variance
 */
record MaternKernel(List<Axis> axes, List<Double> parameters) {

  private static final double LEAST_NOISE = 1e-8;
  private static final double ROOT_FIVE = Math.sqrt(5);

  MaternKernel {
    axes = List.copyOf(axes);
    parameters = List.copyOf(parameters);
  }

  double variance() {
    return StrictMath.exp(parameters.get(axes.size()));
  }

  double noise() {
    return LEAST_NOISE + StrictMath.exp(parameters.get(axes.size() + 1));
  }

  /** The weights of the axes. */
  double[] weights() {
    double[] weights = new double[axes.size()];
    for (int d = 0; d < weights.length; d++) {
      weights[d] = StrictMath.exp(parameters.get(d));
    }
    return weights;
  }

  /** The squared distance of two points along an axis. */
  static double squared(Axis axis, double one, double other) {
    if (axis instanceof Axis.Categories) {
      return one == other ? 0 : 1;
    }
    return (one - other) * (one - other);
  }

  /** M at a squared distance. */
  static double correlation(double squaredDistance) {
    double scaled = ROOT_FIVE * Math.sqrt(squaredDistance);
    return (1 + scaled + scaled * scaled / 3) * StrictMath.exp(-scaled);
  }
}
