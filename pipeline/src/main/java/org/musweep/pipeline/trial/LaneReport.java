package org.musweep.pipeline.trial;

/**
 * What became of one lane of a pack.
 *
 * <p>A lane that reached the pack's last step with a finite loss is {@link Paused} when that step
 * is a rung below the horizon (its checkpoint is in staging) and ended otherwise.
 */
public sealed interface LaneReport {

  /** The trial trained in this lane. */
  TrialId trial();

  /** Reached a rung; {@code loss} is the validation loss there. */
  record Paused(TrialId trial, int step, double loss) implements LaneReport {}

  /** Ended, for good. */
  record Ended(TrialId trial, TrialResult result) implements LaneReport {}
}
