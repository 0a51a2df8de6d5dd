package org.musweep.pipeline.sampling;

import java.util.ArrayList;
import java.util.List;

/**
 * A density over some axes: a mixture of product kernels around observations, newer ones weighing
 * more, and of a wide prior.
 *
 * <p>Source: J. Bergstra et al., Algorithms for hyper-parameter optimization, NeurIPS 2011, in the
 * multivariate form of S. Watanabe, arXiv:2304.11127.
 */
final class ParzenEstimator {

  /** Observations that weigh 1; older ones weigh less. */
  private static final int FULL_WEIGHT = 25;

  /** Terms this far below the largest one do not change a sum of exponentials. */
  private static final double NEGLIGIBLE = -40;

  private final List<ParzenAxis> axes = new ArrayList<>();
  private final double[] weights;
  private final double[] logWeights;

  /**
   * The density around observations.
   *
   * @param observed coordinates along the axes, the oldest observation first
   */
  ParzenEstimator(List<Axis> kinds, List<double[]> observed) {
    for (int axis = 0; axis < kinds.size(); axis++) {
      double[] column = new double[observed.size()];
      for (int i = 0; i < column.length; i++) {
        column[i] = observed.get(i)[axis];
      }
      axes.add(ParzenAxis.of(kinds.get(axis), column));
    }
    weights = weights(observed.size());
    logWeights = new double[weights.length];
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    for (int kernel = 0; kernel < weights.length; kernel++) {
      logWeights[kernel] = StrictMath.log(weights[kernel] / total);
    }
  }

  /** Weights of so many observations, the oldest first, and of the prior. */
  static double[] weights(int observations) {
    double[] weights = new double[observations + 1];
    int ramp = Math.max(0, observations - FULL_WEIGHT);
    for (int i = 0; i <= observations; i++) {
      double start = 1.0 / observations;
      weights[i] = i >= ramp ? 1 : ramp == 1 ? start : start + (1 - start) * i / (ramp - 1);
    }
    return weights;
  }

  /** A point drawn from the density. */
  double[] draw(Draws draws) {
    int kernel = draws.pick(weights);
    double[] point = new double[axes.size()];
    for (int axis = 0; axis < point.length; axis++) {
      point[axis] = axes.get(axis).draw(kernel, draws);
    }
    return point;
  }

  /** The logarithm of the density at a point. */
  double logDensity(double[] point) {
    double[] terms = logWeights.clone();
    for (int axis = 0; axis < point.length; axis++) {
      axes.get(axis).addLogDensities(point[axis], terms);
    }
    double largest = Double.NEGATIVE_INFINITY;
    for (double term : terms) {
      largest = Math.max(largest, term);
    }
    double sum = 0;
    for (double term : terms) {
      double below = term - largest;
      if (below > NEGLIGIBLE) {
        sum += StrictMath.exp(below);
      }
    }
    return largest + StrictMath.log(sum);
  }
}
