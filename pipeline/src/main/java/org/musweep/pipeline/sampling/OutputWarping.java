package org.musweep.pipeline.sampling;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Makes losses suit a Gaussian process. Those worse than the median are replaced by what a normal
 * distribution with the spread of the better half would have at their ranks, so that outliers do
 * not matter; then differences near the best are stretched; what diverged gets a value worse than
 * all; in the end the mean is 0 and the variance 1.
 *
 * <p>Source: arXiv:2408.11527, section 4.1 (half-rank, log and infeasibility warping).
 */
final class OutputWarping {

  /** Source: the same; the larger, the more the best are stretched. */
  private static final double STRETCH = 1.5;

  /** What diverged is worse than the worst by this share of the range. */
  private static final double INFEASIBLE = 0.5;

  private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

  private OutputWarping() {}

  /** The warped losses, in the order of the observations. */
  static List<Double> of(List<Observation> observations) {
    List<Integer> ranked = new ArrayList<>();
    for (int i : Standings.of(observations)) {
      if (observations.get(i) instanceof Observation.Measured) {
        ranked.add(i);
      }
    }
    double[] warped = new double[observations.size()];
    if (!ranked.isEmpty()) {
      halfRanked(observations, ranked, warped);
    }
    double best = Double.POSITIVE_INFINITY;
    double worst = Double.NEGATIVE_INFINITY;
    for (int i : ranked) {
      best = Math.min(best, warped[i]);
      worst = Math.max(worst, warped[i]);
    }
    double range = worst > best ? worst - best : 1;
    for (int i = 0; i < warped.length; i++) {
      warped[i] =
          observations.get(i) instanceof Observation.Measured
              ? StrictMath.log1p((STRETCH - 1) * (warped[i] - best) / range)
                  / StrictMath.log(STRETCH)
              : 1 + INFEASIBLE;
    }
    return standardized(warped);
  }

  /** Ranks count trials that came farther as better, whatever the losses of the others. */
  private static void halfRanked(
      List<Observation> observations, List<Integer> ranked, double[] warped) {
    int count = ranked.size();
    int half = (count + 1) / 2;
    double median = loss(observations.get(ranked.get(half - 1)));
    for (int rank = 0; rank < half; rank++) {
      median = Math.max(median, loss(observations.get(ranked.get(rank))));
    }
    double squares = 0;
    for (int rank = 0; rank < half; rank++) {
      double difference = loss(observations.get(ranked.get(rank))) - median;
      squares += difference * difference / half;
    }
    double spread = Math.sqrt(squares);
    for (int rank = 0; rank < count; rank++) {
      double loss = loss(observations.get(ranked.get(rank)));
      double quantile = (rank + 0.5) / count;
      warped[ranked.get(rank)] =
          rank < half
              ? loss
              : median + spread * STANDARD.inverseCumulativeProbability(Math.max(0.5, quantile));
    }
  }

  private static double loss(Observation observation) {
    return ((Observation.Measured) observation).loss();
  }

  private static List<Double> standardized(double[] values) {
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    double variance = 0;
    for (double value : values) {
      variance += (value - mean) * (value - mean) / values.length;
    }
    double deviation = variance > 0 ? Math.sqrt(variance) : 1;
    List<Double> standardized = new ArrayList<>();
    for (double value : values) {
      standardized.add((value - mean) / deviation);
    }
    return standardized;
  }
}
