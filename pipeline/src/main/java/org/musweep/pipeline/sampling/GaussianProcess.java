package org.musweep.pipeline.sampling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.TriangularSolver_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;

/** The posterior of a Gaussian process at any point, given noisy values at some. */
final class GaussianProcess {

  private final MaternKernel kernel;
  private final double variance;
  private final double[] weights;
  private final List<double[]> points;

  /** The inverse of the lower factor of the covariance, row by row. */
  private final List<double[]> whitening;

  private final double[] coefficients;

  private GaussianProcess(
      MaternKernel kernel, List<double[]> points, List<double[]> whitening, double[] coefficients) {
    this.kernel = kernel;
    this.points = List.copyOf(points);
    this.whitening = List.copyOf(whitening);
    this.coefficients = coefficients;
    variance = kernel.variance();
    weights = kernel.weights();
  }

  /** The process with the kernel that explains the data best. */
  static GaussianProcess fitted(List<Axis> axes, GaussianProcessData data) {
    return of(KernelFit.of(axes, data.points(), data.losses()), data.points(), data.losses());
  }

  static GaussianProcess of(MaternKernel kernel, List<double[]> points, List<Double> values) {
    List<double[]> whitening = whitening(kernel, points);
    double[] data = values.stream().mapToDouble(value -> value).toArray();
    double[] coefficients = new double[data.length];
    for (int i = 0; i < data.length; i++) {
      double[] row = whitening.get(i);
      double whitened = dot(row, data);
      for (int j = 0; j <= i; j++) {
        coefficients[j] += row[j] * whitened;
      }
    }
    return new GaussianProcess(kernel, points, whitening, coefficients);
  }

  /**
   * This process as if it had seen what it expects at more points: that leaves what it expects as
   * it is, and takes away doubt.
   */
  GaussianProcess believing(List<double[]> more) {
    List<double[]> allPoints = new ArrayList<>(points);
    List<double[]> rows = new ArrayList<>(whitening);
    double most = variance + kernel.noise();
    for (double[] point : more) {
      double[] covariances =
          allPoints.stream().mapToDouble(one -> covariance(one, point)).toArray();
      double left = most;
      double[] row = new double[rows.size() + 1];
      for (int i = 0; i < rows.size(); i++) {
        double whitened = dot(rows.get(i), covariances);
        left -= whitened * whitened;
        for (int j = 0; j <= i; j++) {
          row[j] -= whitened * rows.get(i)[j];
        }
      }
      row[rows.size()] = 1;
      double scale = 1 / Math.sqrt(Math.max(kernel.noise(), left));
      rows.add(DoubleStream.of(row).map(value -> value * scale).toArray());
      allPoints.add(point);
    }
    return new GaussianProcess(
        kernel, allPoints, rows, Arrays.copyOf(coefficients, allPoints.size()));
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
    for (double[] row : whitening) {
      double whitened = dot(row, covariances);
      explained += whitened * whitened;
    }
    return new Posterior(mean, Math.sqrt(Math.max(1e-18 * variance, variance - explained)));
  }

  /** The product of a row with as much of a vector, in four sums that need not wait for another. */
  private static double dot(double[] row, double[] vector) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int i = 0;
    for (; i + 3 < row.length; i += 4) {
      first += row[i] * vector[i];
      second += row[i + 1] * vector[i + 1];
      third += row[i + 2] * vector[i + 2];
      fourth += row[i + 3] * vector[i + 3];
    }
    for (; i < row.length; i++) {
      first += row[i] * vector[i];
    }
    return first + second + (third + fourth);
  }

  /** The least expected value at the points that were seen. */
  double leastMean() {
    return IntStream.range(0, points.size())
        .mapToDouble(i -> mean(points.get(i)))
        .min()
        .orElseThrow();
  }

  private double mean(double[] point) {
    double mean = 0;
    for (int i = 0; i < coefficients.length; i++) {
      mean += covariance(points.get(i), point) * coefficients[i];
    }
    return mean;
  }

  private double covariance(double[] one, double[] other) {
    return covariance(kernel.axes(), weights, variance, one, other);
  }

  private static double covariance(
      List<Axis> axes, double[] weights, double variance, double[] one, double[] other) {
    double squared = 0;
    for (int d = 0; d < weights.length; d++) {
      squared += weights[d] * MaternKernel.squared(axes.get(d), one[d], other[d]);
    }
    return variance * MaternKernel.correlation(squared);
  }

  /** With more noise than the kernel has where rounding asks for it. */
  private static List<double[]> whitening(MaternKernel kernel, List<double[]> points) {
    int count = points.size();
    double[] weights = kernel.weights();
    double variance = kernel.variance();
    DMatrixRMaj covariance = new DMatrixRMaj(count, count);
    for (int i = 0; i < count; i++) {
      for (int j = 0; j <= i; j++) {
        double value = covariance(kernel.axes(), weights, variance, points.get(i), points.get(j));
        covariance.unsafe_set(i, j, value);
        covariance.unsafe_set(j, i, value);
      }
    }
    DMatrixRMaj lower = lower(covariance, kernel.noise());
    TriangularSolver_DDRM.invertLower(lower.data, count);
    return IntStream.range(0, count)
        .mapToObj(i -> Arrays.copyOfRange(lower.data, i * count, i * count + i + 1))
        .toList();
  }

  private static DMatrixRMaj lower(DMatrixRMaj covariance, double noise) {
    int count = covariance.numRows;
    for (double added = noise; ; added *= 10) {
      DMatrixRMaj noisy = covariance.copy();
      for (int i = 0; i < count; i++) {
        noisy.add(i, i, added);
      }
      CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(count, true);
      if (cholesky.decompose(noisy)) {
        return cholesky.getT(null);
      }
    }
  }
}
