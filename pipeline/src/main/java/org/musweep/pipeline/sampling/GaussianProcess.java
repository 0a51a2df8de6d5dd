package org.musweep.pipeline.sampling;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;

/** The posterior of a Gaussian process at any point, given noisy values at some. */
final class GaussianProcess {

  private final MaternKernel kernel;
  private final double variance;
  private final double[] weights;
  private final List<double[]> points;
  private final List<Double> values;
  private final DMatrixRMaj inverse;
  private final double[] coefficients;

  private GaussianProcess(MaternKernel kernel, List<double[]> points, List<Double> values) {
    this.kernel = kernel;
    this.points = List.copyOf(points);
    this.values = List.copyOf(values);
    variance = kernel.variance();
    weights = kernel.weights();
    int count = points.size();
    DMatrixRMaj covariance = new DMatrixRMaj(count, count);
    for (int i = 0; i < count; i++) {
      for (int j = 0; j <= i; j++) {
        double value = covariance(points.get(i), points.get(j));
        covariance.unsafe_set(i, j, value);
        covariance.unsafe_set(j, i, value);
      }
    }
    inverse = inverse(covariance, kernel.noise());
    coefficients = new double[count];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        coefficients[i] += inverse.unsafe_get(i, j) * values.get(j);
      }
    }
  }

  /** The process with the kernel that explains the data best. */
  static GaussianProcess fitted(List<Axis> axes, GaussianProcessData data) {
    MaternKernel kernel = KernelFit.of(axes, data.points(), data.losses());
    return new GaussianProcess(kernel, data.points(), data.losses());
  }

  /** This process as if it had seen what it expects at more points. */
  GaussianProcess believing(List<double[]> more) {
    if (more.isEmpty()) {
      return this;
    }
    List<double[]> allPoints = new ArrayList<>(points);
    List<Double> allValues = new ArrayList<>(values);
    for (double[] point : more) {
      allPoints.add(point);
      allValues.add(posterior(point).mean());
    }
    return new GaussianProcess(kernel, allPoints, allValues);
  }

  /**
   * What is known of the value at a point.
   *
   * @param deviation of the value without noise
   */
  record Posterior(double mean, double deviation) {}

  Posterior posterior(double[] point) {
    int count = points.size();
    double[] covariances = new double[count];
    double mean = 0;
    for (int i = 0; i < count; i++) {
      covariances[i] = covariance(points.get(i), point);
      mean += covariances[i] * coefficients[i];
    }
    double explained = 0;
    double[] data = inverse.data;
    for (int i = 0; i < count; i++) {
      double sum = 0;
      int row = i * count;
      for (int j = 0; j < i; j++) {
        sum += data[row + j] * covariances[j];
      }
      explained += covariances[i] * (2 * sum + data[row + i] * covariances[i]);
    }
    return new Posterior(mean, Math.sqrt(Math.max(1e-18 * variance, variance - explained)));
  }

  /** The least expected value at the points that were seen. */
  double leastMean() {
    return IntStream.range(0, points.size())
        .mapToDouble(i -> posterior(points.get(i)).mean())
        .min()
        .orElseThrow();
  }

  private double covariance(double[] one, double[] other) {
    double squared = 0;
    for (int d = 0; d < weights.length; d++) {
      squared += weights[d] * MaternKernel.squared(kernel.axes().get(d), one[d], other[d]);
    }
    return variance * MaternKernel.correlation(squared);
  }

  /** The inverse of a covariance with noise; with more noise where rounding asks for it. */
  private static DMatrixRMaj inverse(DMatrixRMaj covariance, double noise) {
    int count = covariance.numRows;
    for (double added = noise; ; added *= 10) {
      DMatrixRMaj noisy = covariance.copy();
      for (int i = 0; i < count; i++) {
        noisy.add(i, i, added);
      }
      CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(count, true);
      if (cholesky.decompose(noisy)) {
        DMatrixRMaj lower = cholesky.getT(null);
        CommonOps_DDRM.invert(lower);
        DMatrixRMaj result = new DMatrixRMaj(count, count);
        CommonOps_DDRM.multTransA(lower, lower, result);
        return result;
      }
    }
  }
}
