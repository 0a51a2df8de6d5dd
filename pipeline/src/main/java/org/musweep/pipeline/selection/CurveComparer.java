package org.musweep.pipeline.selection;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares training curves of pairs of widths: is wider better all along?
 *
 * <p>Losses of single batches are noisy, but two widths with one seed see the same batches, so the
 * difference of their curves is taken step by step and smoothed by a moving mean. The wide model
 * counts as worse at a step where the mean of that over seeds exceeds both the tie margin and two
 * standard errors: the larger of what the scatter about the moving mean and what the disagreement
 * of the seeds implies.
 *
 * @param tieMargin in nats
 */
record CurveComparer(double tieMargin) {

  private static final int HALF_WINDOW = 4;
  private static final double STANDARD_ERRORS = 2;

  /** All pairs of widths that share a seed and a step, from narrow to wide. */
  List<CurveComparison> of(List<TrainingCurve> curves) {
    NavigableMap<Integer, Map<Long, TrainingCurve>> byWidth = new TreeMap<>();
    for (TrainingCurve curve : curves) {
      byWidth.computeIfAbsent(curve.width(), w -> new HashMap<>()).put(curve.seed(), curve);
    }
    List<CurveComparison> comparisons = new ArrayList<>();
    for (int narrow : byWidth.keySet()) {
      for (int wide : byWidth.tailMap(narrow, false).keySet()) {
        compare(narrow, wide, byWidth.get(narrow), byWidth.get(wide)).ifPresent(comparisons::add);
      }
    }
    return comparisons;
  }

  private Optional<CurveComparison> compare(
      int narrow, int wide, Map<Long, TrainingCurve> narrows, Map<Long, TrainingCurve> wides) {
    List<NavigableMap<Integer, Double>> differences = new ArrayList<>();
    for (long seed : new TreeSet<>(narrows.keySet())) {
      if (wides.containsKey(seed)) {
        NavigableMap<Integer, Double> difference = difference(narrows.get(seed), wides.get(seed));
        if (!difference.isEmpty()) {
          differences.add(difference);
        }
      }
    }
    if (differences.isEmpty()) {
      return Optional.empty();
    }
    NavigableSet<Integer> steps = new TreeSet<>(differences.get(0).keySet());
    differences.forEach(difference -> steps.retainAll(difference.keySet()));
    if (steps.isEmpty()) {
      return Optional.empty();
    }
    int shared = steps.size();
    steps.removeIf(step -> differences.stream().anyMatch(d -> d.get(step).isInfinite()));
    List<List<Double>> bySeed =
        differences.stream().map(d -> steps.stream().map(d::get).toList()).toList();
    int broken = shared - steps.size();
    long worse = broken + worseSteps(bySeed);
    return Optional.of(
        new CurveComparison(narrow, wide, bySeed.size(), shared, (double) worse / shared));
  }

  /**
   * Loss of the wide model minus that of the narrow one at the steps that both logged; infinite
   * where only the wide one broke down.
   */
  private static NavigableMap<Integer, Double> difference(
      TrainingCurve narrow, TrainingCurve wide) {
    Map<Integer, Double> narrowLosses = new HashMap<>();
    narrow.points().forEach(point -> narrowLosses.put(point.step(), point.loss()));
    NavigableMap<Integer, Double> difference = new TreeMap<>();
    for (TrainingCurve.Point point : wide.points()) {
      Double other = narrowLosses.get(point.step());
      if (other != null && Double.isFinite(other)) {
        double loss = Double.isFinite(point.loss()) ? point.loss() : Double.POSITIVE_INFINITY;
        difference.put(point.step(), loss - other);
      }
    }
    return difference;
  }

  private long worseSteps(List<List<Double>> bySeed) {
    int seeds = bySeed.size();
    int steps = bySeed.get(0).size();
    List<List<Double>> smooth = bySeed.stream().map(CurveComparer::smoothed).toList();
    double scatter = 0;
    for (int s = 0; s < seeds; s++) {
      scatter += scatter(bySeed.get(s), smooth.get(s)) / seeds;
    }
    long worse = 0;
    for (int t = 0; t < steps; t++) {
      int step = t;
      Sample overSeeds = new Sample(smooth.stream().map(row -> row.get(step)).toList());
      double batchVariance = scatter / window(t, steps) / seeds;
      double seedVariance = seeds < 2 ? 0 : overSeeds.deviations() / (seeds - 1) / seeds;
      double noise = STANDARD_ERRORS * Math.sqrt(Math.max(batchVariance, seedVariance));
      if (overSeeds.mean() > Math.max(tieMargin, noise)) {
        worse++;
      }
    }
    return worse;
  }

  private static List<Double> smoothed(List<Double> values) {
    List<Double> result = new ArrayList<>();
    for (int t = 0; t < values.size(); t++) {
      int from = Math.max(0, t - HALF_WINDOW);
      int to = Math.min(values.size(), t + HALF_WINDOW + 1);
      result.add(new Sample(values.subList(from, to)).mean());
    }
    return result;
  }

  /** How many points the moving mean at a step is of. */
  private static int window(int step, int steps) {
    return Math.min(steps, step + HALF_WINDOW + 1) - Math.max(0, step - HALF_WINDOW);
  }

  /** Variance of single points about the moving mean, which itself contains each point. */
  private static double scatter(List<Double> values, List<Double> smooth) {
    double sum = 0;
    double freedom = 0;
    for (int t = 0; t < values.size(); t++) {
      double left = values.get(t) - smooth.get(t);
      sum += left * left;
      freedom += 1 - 1.0 / window(t, values.size());
    }
    return freedom > 0 ? sum / freedom : 0;
  }
}
