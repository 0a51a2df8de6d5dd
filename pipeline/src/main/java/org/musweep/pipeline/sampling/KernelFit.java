package org.musweep.pipeline.sampling;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;

/**
 * The kernel's parameters that explain values best: their likelihood times priors that keep
 * lengths, variance and noise where losses have them.
 *
 * <p>Source of the priors: Optuna 5.0's sampler. For each weight ω exp(−0.1/ω − 0.1ω); a Gamma
 * distribution of shape 2 and rate 1 for the variance; shape 1.1 and rate 30 for the noise.
 */
final class KernelFit {

  /** Most points that are fitted to; more hardly change the parameters. */
  private static final int MOST = 120;

  private static final double RADIUS = 2;
  private static final double STOP = 0.02;
  private static final int EVALUATIONS_PER_PARAMETER = 25;
  private static final double WEIGHT_BOUND = 7;
  private static final double VARIANCE_BOUND = 4;
  private static final double LEAST_LOG_NOISE = StrictMath.log(1e-7);
  private static final double FIRST_LOG_NOISE = StrictMath.log(1e-3);
  private static final double IMPOSSIBLE = 1e10;

  private final List<Axis> axes;
  private final double[][] squares;
  private final double[] values;

  private KernelFit(List<Axis> axes, List<double[]> points, List<Double> losses) {
    this.axes = axes;
    int from = Math.max(0, points.size() - MOST);
    List<double[]> used = points.subList(from, points.size());
    values = losses.subList(from, points.size()).stream().mapToDouble(v -> v).toArray();
    int count = values.length;
    squares = new double[axes.size()][count * (count - 1) / 2];
    for (int d = 0; d < squares.length; d++) {
      int pair = 0;
      for (int i = 1; i < count; i++) {
        for (int j = 0; j < i; j++) {
          squares[d][pair++] = MaternKernel.squared(axes.get(d), used.get(i)[d], used.get(j)[d]);
        }
      }
    }
  }

  static MaternKernel of(List<Axis> axes, List<double[]> points, List<Double> losses) {
    KernelFit fit = new KernelFit(axes, points, losses);
    int dimensions = axes.size();
    double[] start = new double[dimensions + 2];
    start[dimensions + 1] = FIRST_LOG_NOISE;
    double[] high = new double[dimensions + 2];
    Arrays.fill(high, WEIGHT_BOUND);
    high[dimensions] = VARIANCE_BOUND;
    high[dimensions + 1] = 0;
    double[] low = Arrays.stream(high).map(bound -> -bound).toArray();
    low[dimensions + 1] = LEAST_LOG_NOISE;
    double[] best =
        new LocalSearch(RADIUS, STOP, EVALUATIONS_PER_PARAMETER * start.length)
            .least(fit::cost, start, low, high);
    return fit.kernel(best);
  }

  private MaternKernel kernel(double[] parameters) {
    return new MaternKernel(axes, DoubleStream.of(parameters).boxed().toList());
  }

  /** The negative logarithm of likelihood times prior, up to a constant. */
  double cost(double[] parameters) {
    MaternKernel kernel = kernel(parameters);
    double[] weights = kernel.weights();
    double variance = kernel.variance();
    double noise = kernel.noise();
    int count = values.length;
    DMatrixRMaj covariance = new DMatrixRMaj(count, count);
    int pair = 0;
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < i; j++) {
        double squared = 0;
        for (int d = 0; d < weights.length; d++) {
          squared += weights[d] * squares[d][pair];
        }
        double value = variance * MaternKernel.correlation(squared);
        covariance.unsafe_set(i, j, value);
        covariance.unsafe_set(j, i, value);
        pair++;
      }
      covariance.unsafe_set(i, i, variance + noise);
    }
    CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(count, true);
    if (!cholesky.decompose(covariance)) {
      return IMPOSSIBLE;
    }
    double cost = halfSquaresAndLogDeterminant(cholesky.getT(null));
    for (double weight : weights) {
      cost += 0.1 / weight + 0.1 * weight;
    }
    return cost
        - (StrictMath.log(variance) - variance)
        - (0.1 * StrictMath.log(noise) - 30 * noise);
  }

  /** ½ yᵀK⁻¹y + ½ ln |K| from the lower factor of K, by forward substitution. */
  private double halfSquaresAndLogDeterminant(DMatrixRMaj lower) {
    double result = 0;
    double[] solved = new double[values.length];
    for (int i = 0; i < solved.length; i++) {
      double rest = values[i];
      for (int j = 0; j < i; j++) {
        rest -= lower.unsafe_get(i, j) * solved[j];
      }
      solved[i] = rest / lower.unsafe_get(i, i);
      result += 0.5 * solved[i] * solved[i] + StrictMath.log(lower.unsafe_get(i, i));
    }
    return result;
  }
}
