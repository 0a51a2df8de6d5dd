package org.musweep.pipeline.selection;

import java.util.OptionalDouble;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.trial.TrialResult;
import org.musweep.pipeline.trial.TrialSpec;

/**
 * A trial and how it ended.
 *
 * @param spec what was trained
 * @param result how it ended
 */
public record TrialOutcome(TrialSpec spec, TrialResult result) {

  /** The settings that were trained. */
  public Configuration configuration() {
    return spec.configuration();
  }

  /** The loss at the horizon; empty unless the trial completed it with a finite loss. */
  public OptionalDouble finalLoss() {
    return result instanceof TrialResult.Completed completed
            && completed.step() == spec.shape().steps()
            && Double.isFinite(completed.loss())
        ? OptionalDouble.of(completed.loss())
        : OptionalDouble.empty();
  }
}
