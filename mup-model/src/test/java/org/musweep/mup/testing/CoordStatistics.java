package org.musweep.mup.testing;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;

/**
 * The coordinate statistics of the reference files, of one array.
 *
 * <p>Those that start with {@code cov} are of C = X Xᵀ / d, for X with rows of the array's last
 * dimension d.
 */
public final class CoordStatistics {

  private final double[] values;
  private final int rowSize;

  private CoordStatistics(double[] values, int rowSize) {
    this.values = values;
    this.rowSize = rowSize;
  }

  /** The statistics of an array. */
  public static CoordStatistics of(NDArray array) {
    return new CoordStatistics(
        Numbers.of(array), (int) array.getShape().get(array.getShape().dimension() - 1));
  }

  /** Root mean square. */
  public double l2() {
    return Math.sqrt(mean(Arrays.stream(values).map(v -> v * v).toArray()));
  }

  /** The statistic of a column of the files. */
  public double named(String column) {
    double mean = mean(values);
    return switch (column) {
      case "l1" -> mean(Arrays.stream(values).map(Math::abs).toArray());
      case "l2" -> l2();
      case "mean" -> mean;
      case "std" ->
          Math.sqrt(
              Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1));
      case "covl1" -> mean(absolute(covariance()));
      case "covl2" -> rootMeanSquare(covariance());
      case "covoffdiagl1" -> mean(absolute(withoutDiagonal(covariance())));
      case "covoffdiagl2" -> rootMeanSquare(withoutDiagonal(covariance()));
      default -> throw new IllegalArgumentException("No such statistic: " + column);
    };
  }

  private double[] covariance() {
    int rows = values.length / rowSize;
    double[] result = new double[rows * rows];
    for (int i = 0; i < result.length; i++) {
      for (int k = 0; k < rowSize; k++) {
        result[i] += values[i / rows * rowSize + k] * values[i % rows * rowSize + k] / rowSize;
      }
    }
    return result;
  }

  private static double[] withoutDiagonal(double[] square) {
    int rows = (int) Math.round(Math.sqrt(square.length));
    double[] result = new double[square.length - rows];
    int at = 0;
    for (int i = 0; i < square.length; i++) {
      if (i / rows != i % rows) {
        result[at++] = square[i];
      }
    }
    return result;
  }

  private static double[] absolute(double[] values) {
    return Arrays.stream(values).map(Math::abs).toArray();
  }

  private static double rootMeanSquare(double[] values) {
    return Math.sqrt(mean(Arrays.stream(values).map(v -> v * v).toArray()));
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(0);
  }
}
