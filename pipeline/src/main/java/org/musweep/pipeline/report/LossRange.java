package org.musweep.pipeline.report;

import java.util.Collection;
import java.util.List;

/**
 * The losses that a plot shows, chosen so that the good ones can be told apart: what is much worse
 * than the middle one lies beyond the top.
 *
 * @param low the lowest loss shown
 * @param high the highest loss shown
 */
record LossRange(double low, double high) {

  private static final double MARGIN = 0.06;
  private static final double REACH = 3.0;

  /** A range about the losses given; those that are not finite do not count. */
  static LossRange of(Collection<Double> losses) {
    List<Double> sorted = losses.stream().filter(Double::isFinite).sorted().toList();
    if (sorted.isEmpty()) {
      return new LossRange(0, 1);
    }
    double best = sorted.get(0);
    double middle = sorted.get(sorted.size() / 2);
    double worst = sorted.get(sorted.size() - 1);
    double reach = middle > best ? best + REACH * (middle - best) : worst;
    return padded(best, Math.min(worst, reach));
  }

  /** A range that holds all losses given; those that are not finite do not count. */
  static LossRange holding(Collection<Double> losses) {
    List<Double> sorted = losses.stream().filter(Double::isFinite).sorted().toList();
    return sorted.isEmpty()
        ? new LossRange(0, 1)
        : padded(sorted.get(0), sorted.get(sorted.size() - 1));
  }

  static LossRange padded(double low, double high) {
    double span = Math.max(high - low, 1e-3);
    return new LossRange(low - MARGIN * span, high + MARGIN * span);
  }

  /** Where a loss is drawn: itself, or the top for what lies beyond it. */
  double shown(double loss) {
    return Double.isNaN(loss) ? Double.NaN : Math.min(loss, high);
  }
}
