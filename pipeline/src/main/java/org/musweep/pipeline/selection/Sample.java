package org.musweep.pipeline.selection;

import java.util.List;

/**
 * Independent values of one quantity.
 *
 * @param values at least one
 */
record Sample(List<Double> values) {

  Sample {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("Invalid sample: it is empty (must have a value)");
    }
  }

  double mean() {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  /** Sum of squared deviations from the mean. */
  double deviations() {
    double mean = mean();
    return values.stream().mapToDouble(value -> (value - mean) * (value - mean)).sum();
  }

  Estimate estimate() {
    int size = values.size();
    if (size < 2) {
      return Estimate.withoutNoise(mean(), size);
    }
    return Estimate.of(mean(), Math.sqrt(deviations() / (size - 1) / size), size - 1, size);
  }
}
