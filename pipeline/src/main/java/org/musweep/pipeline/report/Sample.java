package org.musweep.pipeline.report;

import java.util.List;

/** Mean and standard error of a few numbers. */
final class Sample {

  private Sample() {}

  /** The mean; NaN of nothing. */
  static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }

  /** The standard error of the mean; NaN of fewer than two. */
  static double standardError(List<Double> values) {
    int count = values.size();
    if (count < 2) {
      return Double.NaN;
    }
    double mean = mean(values);
    double squares = values.stream().mapToDouble(value -> (value - mean) * (value - mean)).sum();
    return Math.sqrt(squares / (count - 1) / count);
  }
}
