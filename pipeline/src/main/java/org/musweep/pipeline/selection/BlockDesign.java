package org.musweep.pipeline.selection;

import java.util.List;

/**
 * Losses of several alternatives, all on the same seeds: a randomized complete block design with
 * seeds as blocks.
 *
 * <p>What a seed does to all alternatives alike cancels in their differences. The noise that is
 * left is estimated from all alternatives together, which for two of them is the paired t-test.
 *
 * @param losses one row per alternative, one column per seed
 */
record BlockDesign(List<List<Double>> losses) {

  BlockDesign {
    losses = losses.stream().map(List::copyOf).toList();
    if (losses.isEmpty() || losses.get(0).isEmpty()) {
      throw new IllegalArgumentException("Invalid block design: it has no losses");
    }
    for (List<Double> row : losses) {
      if (row.size() != losses.get(0).size()) {
        throw new IllegalArgumentException(
            "Invalid block design: rows of %d and %d seeds (must be the same seeds)"
                .formatted(losses.get(0).size(), row.size()));
      }
    }
  }

  int seeds() {
    return losses.get(0).size();
  }

  double mean(int alternative) {
    return new Sample(losses.get(alternative)).mean();
  }

  /** The noise of one loss beyond what its alternative and its seed explain. */
  Noise noise() {
    List<Double> rowMeans = losses.stream().map(row -> new Sample(row).mean()).toList();
    double grandMean = new Sample(rowMeans).mean();
    double residual = 0;
    for (int s = 0; s < seeds(); s++) {
      int seed = s;
      double seedMean = new Sample(losses.stream().map(row -> row.get(seed)).toList()).mean();
      for (int a = 0; a < losses.size(); a++) {
        double left = losses.get(a).get(s) - rowMeans.get(a) - seedMean + grandMean;
        residual += left * left;
      }
    }
    return new Noise(residual, (losses.size() - 1) * (seeds() - 1));
  }

  /** Mean loss of one alternative minus that of another. */
  Estimate difference(int one, int other, Noise noise) {
    return noise.ofDifference(mean(one) - mean(other), seeds());
  }
}
