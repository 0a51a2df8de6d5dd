package org.musweep.pipeline.rung;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
    List<Decision> decisions = new ArrayList<>();
    for (int rung = ladder.schedule().lastRung() - 1; rung >= 0; rung--) {
      for (RungObservation observation : ladder.rung(rung).waiting()) {
        decisions.add(decide(ladder, rung, observation.trial()));
      }
    }
    return List.copyOf(decisions);
  }

  private Decision decide(Ladder ladder, int rung, TrialId trial) {
    List<Double> completed = ladder.rung(rung).completedLosses();
    if (completed.size() < startupTrials) {
      return new Decision.Promote(
          trial,
          rung + 1,
          "%d trials completed; the median counts from %d"
              .formatted(completed.size(), startupTrials));
    }
    double best = Collections.min(ladder.losses(trial, rung));
    double median = median(completed);
    String comparison =
        "best loss %.4f up to step %d, median %.4f of %d completed trials"
            .formatted(best, ladder.schedule().step(rung), median, completed.size());
    return best > median
        ? new Decision.Stop(trial, comparison)
        : new Decision.Promote(trial, rung + 1, comparison);
  }

  private static double median(List<Double> sorted) {
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
