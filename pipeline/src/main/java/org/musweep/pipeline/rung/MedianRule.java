package org.musweep.pipeline.rung;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.musweep.pipeline.trial.TrialId;

/**
 * Stops a trial whose best loss so far is above the median, at its rung, of the trials that have
 * completed. Nobody waits.
 *
 * <p>Source: the median stopping rule of Golovin et al., Google Vizier, KDD 2017, with losses at
 * rungs in place of running averages.
 *
 * @param startupTrials how many trials must have completed before any is stopped
 */
public record MedianRule(int startupTrials) implements Pruner {

  /** Checks that a median can exist. */
  public MedianRule {
    if (startupTrials < 1) {
      throw new IllegalArgumentException(
          "Invalid start-up trials: " + startupTrials + " (must be at least 1)");
    }
  }

  @Override
  public List<Decision> decide(Ladder ladder) {
    int lastRung = ladder.schedule().lastRung();
    List<TrialId> completed =
        ladder.rung(lastRung).observations().stream()
            .filter(observation -> !observation.isDiverged())
            .map(RungObservation::trial)
            .toList();
    List<Decision> decisions = new ArrayList<>();
    for (int rung = lastRung - 1; rung >= 0; rung--) {
      RungState state = ladder.rung(rung);
      for (RungObservation observation : state.ranked()) {
        if (state.isWaiting(observation)) {
          decisions.add(decide(ladder, rung, observation.trial(), completed));
        }
      }
    }
    return List.copyOf(decisions);
  }

  private Decision decide(Ladder ladder, int rung, TrialId trial, List<TrialId> completed) {
    if (completed.size() < startupTrials) {
      return new Decision.Promote(
          trial,
          rung + 1,
          "%d trials completed; the median counts from %d"
              .formatted(completed.size(), startupTrials));
    }
    double best =
        IntStream.rangeClosed(0, rung)
            .mapToDouble(earlier -> loss(ladder, earlier, trial))
            .min()
            .orElseThrow();
    double median =
        median(completed.stream().mapToDouble(peer -> loss(ladder, rung, peer)).sorted().toArray());
    String comparison =
        "best loss %.4f up to step %d, median %.4f of %d completed trials"
            .formatted(best, ladder.schedule().step(rung), median, completed.size());
    return best > median
        ? new Decision.Stop(trial, comparison)
        : new Decision.Promote(trial, rung + 1, comparison);
  }

  private static double loss(Ladder ladder, int rung, TrialId trial) {
    return ladder.rung(rung).observations().stream()
        .filter(observation -> observation.trial().equals(trial))
        .mapToDouble(RungObservation::loss)
        .findFirst()
        .orElse(Double.POSITIVE_INFINITY);
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
