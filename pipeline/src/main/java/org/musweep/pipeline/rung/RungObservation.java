package org.musweep.pipeline.rung;

import java.util.Comparator;
import org.musweep.pipeline.trial.TrialId;

/**
 * What was seen of a trial at a rung.
 *
 * @param trial the trial
 * @param loss validation loss in nats; infinite if the trial diverged or failed on its way to the
 *     rung, which ranks it last
 */
public record RungObservation(TrialId trial, double loss) {

  /** Best first; equal losses in the order of the trials. */
  static final Comparator<RungObservation> BEST_FIRST =
      Comparator.comparingDouble(RungObservation::loss).thenComparing(RungObservation::trial);

  /** Before every other id. */
  private static final TrialId LEAST = new TrialId("a0000-00000000");

  /** Takes any loss that is not finite as the worst. */
  public RungObservation {
    if (!Double.isFinite(loss)) {
      loss = Double.POSITIVE_INFINITY;
    }
  }

  /** A trial that will not reach the rung: a competitor all the same, behind all others. */
  public static RungObservation diverged(TrialId trial) {
    return new RungObservation(trial, Double.POSITIVE_INFINITY);
  }

  /** Not an observation: what comes, in order, right before the first with a loss above a limit. */
  static RungObservation firstAbove(double limit) {
    return new RungObservation(LEAST, Math.nextUp(limit));
  }

  /** Whether the trial ended before the rung. */
  public boolean isDiverged() {
    return loss == Double.POSITIVE_INFINITY;
  }
}
