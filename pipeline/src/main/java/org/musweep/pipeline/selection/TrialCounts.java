package org.musweep.pipeline.selection;

import java.util.List;
import org.musweep.pipeline.trial.TrialResult;

/**
 * How the exploration's trials ended.
 *
 * @param completed trained to the horizon
 * @param stopped ended early by a rung, a budget or the user
 * @param diverged became NaN, exploded or collapsed
 * @param failed could not be trained
 */
public record TrialCounts(int completed, int stopped, int diverged, int failed) {

  /** Counts results. */
  public static TrialCounts of(List<TrialOutcome> outcomes) {
    return new TrialCounts(
        count(outcomes, TrialResult.Completed.class),
        count(outcomes, TrialResult.Stopped.class),
        count(outcomes, TrialResult.Diverged.class),
        count(outcomes, TrialResult.Failed.class));
  }

  /** All trials. */
  public int total() {
    return completed + stopped + diverged + failed;
  }

  /** The share that diverged (collapse included) or failed; 0 if there are no trials. */
  public double infeasibleShare() {
    return total() == 0 ? 0 : (double) (diverged + failed) / total();
  }

  private static int count(List<TrialOutcome> outcomes, Class<? extends TrialResult> kind) {
    return (int) outcomes.stream().map(TrialOutcome::result).filter(kind::isInstance).count();
  }
}
