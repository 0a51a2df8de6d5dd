package org.musweep.pipeline.selection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * A regression tree over the unit cube, as the boxes of its leaves.
 *
 * @param leaves that fill the cube
 */
record RegressionTree(List<Leaf> leaves) {

  private static final int DEEPEST = 64;

  /**
   * A box and the mean of the values in it.
   *
   * @param low its lower corner
   * @param high its upper corner
   */
  record Leaf(List<Double> low, List<Double> high, double value) {

    double volume() {
      double volume = 1;
      for (int d = 0; d < low.size(); d++) {
        volume *= width(d);
      }
      return volume;
    }

    double width(int dimension) {
      return high.get(dimension) - low.get(dimension);
    }
  }

  /**
   * A value at a point of the cube.
   *
   * @param point its coordinates
   */
  record Example(List<Double> point, double value) {}

  /** The tree that splits until nothing is left to tell apart. */
  static RegressionTree grown(List<Example> samples) {
    int dimensions = samples.get(0).point().size();
    List<Leaf> leaves = new ArrayList<>();
    grow(
        samples,
        java.util.Collections.nCopies(dimensions, 0.0),
        java.util.Collections.nCopies(dimensions, 1.0),
        0,
        leaves);
    return new RegressionTree(leaves);
  }

  private static void grow(
      List<Example> samples, List<Double> low, List<Double> high, int depth, List<Leaf> leaves) {
    Split best = depth < DEEPEST ? bestSplit(samples) : Split.NONE;
    if (best.dimension() < 0) {
      double mean = samples.stream().mapToDouble(Example::value).average().orElseThrow();
      leaves.add(new Leaf(low, high, mean));
      return;
    }
    int d = best.dimension();
    List<Example> below = samples.stream().filter(s -> s.point().get(d) < best.at()).toList();
    List<Example> above = samples.stream().filter(s -> s.point().get(d) >= best.at()).toList();
    grow(below, low, with(high, d, best.at()), depth + 1, leaves);
    grow(above, with(low, d, best.at()), high, depth + 1, leaves);
  }

  private record Split(int dimension, double at, double gain) {
    private static final Split NONE = new Split(-1, 0, 1e-12);
  }

  /** The split that leaves the least squared differences. */
  private static Split bestSplit(List<Example> samples) {
    Split best = Split.NONE;
    for (int d = 0; d < samples.get(0).point().size(); d++) {
      int dimension = d;
      List<Example> sorted =
          samples.stream()
              .sorted(Comparator.comparingDouble(sample -> sample.point().get(dimension)))
              .toList();
      double total = sorted.stream().mapToDouble(Example::value).sum();
      double left = 0;
      for (int i = 1; i < sorted.size(); i++) {
        left += sorted.get(i - 1).value();
        double before = sorted.get(i - 1).point().get(d);
        double here = sorted.get(i).point().get(d);
        int rest = sorted.size() - i;
        double gain =
            left * left / i
                + (total - left) * (total - left) / rest
                - total * total / sorted.size();
        if (here > before && gain > best.gain()) {
          best = new Split(d, (before + here) / 2, gain);
        }
      }
    }
    return best;
  }

  /** The mean over the cube. */
  double mean() {
    return leaves.stream().mapToDouble(leaf -> leaf.volume() * leaf.value()).sum();
  }

  /** The variance over the cube. */
  double variance() {
    double mean = mean();
    return leaves.stream()
        .mapToDouble(leaf -> leaf.volume() * (leaf.value() - mean) * (leaf.value() - mean))
        .sum();
  }

  /** The variance of the mean over all other dimensions, along one. */
  double varianceAlong(int dimension) {
    TreeSet<Double> cuts = new TreeSet<>(List.of(0.0, 1.0));
    leaves.forEach(leaf -> cuts.add(leaf.low().get(dimension)));
    double mean = mean();
    double variance = 0;
    double from = 0;
    for (double to : cuts.tailSet(0.0, false)) {
      double middle = (from + to) / 2;
      double marginal = 0;
      for (Leaf leaf : leaves) {
        if (leaf.low().get(dimension) < middle && middle < leaf.high().get(dimension)) {
          marginal += leaf.value() * leaf.volume() / leaf.width(dimension);
        }
      }
      variance += (to - from) * (marginal - mean) * (marginal - mean);
      from = to;
    }
    return variance;
  }

  private static List<Double> with(List<Double> corner, int dimension, double value) {
    List<Double> changed = new ArrayList<>(corner);
    changed.set(dimension, value);
    return List.copyOf(changed);
  }
}
