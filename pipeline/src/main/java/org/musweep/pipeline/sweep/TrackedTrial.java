package org.musweep.pipeline.sweep;

import java.util.Optional;
import org.musweep.pipeline.log.TrialStatus;
import org.musweep.pipeline.trial.TrialResult;
import org.musweep.pipeline.trial.TrialSpec;

/** Where one trial stands, as far as the search has looked at it. */
final class TrackedTrial {

  final TrialSpec spec;

  /** The rung it is on its way to, or stands at. */
  int heading;

  /** Whether its arrival at that rung is still to come. */
  boolean coming = true;

  int step;
  double loss = Double.NaN;
  TrialStatus status = TrialStatus.SUGGESTED;
  Optional<TrialResult> result = Optional.empty();

  TrackedTrial(TrialSpec spec, int heading) {
    this.spec = spec;
    this.heading = heading;
  }

  boolean hasEnded() {
    return status == TrialStatus.ENDED;
  }

  boolean isIdle() {
    return status == TrialStatus.SUGGESTED || status == TrialStatus.PAUSED;
  }

  /** Whether its loss says how good its configuration is. */
  boolean hasSoundLoss() {
    return step > 0
        && Double.isFinite(loss)
        && result.filter(TrialResult.Diverged.class::isInstance).isEmpty();
  }

  /** Whether it diverged or could not be trained. */
  boolean isInfeasible() {
    return result
        .filter(end -> end instanceof TrialResult.Diverged || end instanceof TrialResult.Failed)
        .isPresent();
  }

  /** The last loss of a result; NaN if it has none. */
  static double loss(TrialResult result) {
    if (result instanceof TrialResult.Completed completed) {
      return completed.loss();
    }
    if (result instanceof TrialResult.Diverged diverged) {
      return diverged.loss();
    }
    return result instanceof TrialResult.Stopped stopped ? stopped.loss() : Double.NaN;
  }
}
