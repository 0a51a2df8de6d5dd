package org.musweep.pipeline.sweep;

import java.util.List;
import java.util.Optional;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.log.TrialStatus;
import org.musweep.pipeline.trial.TrialResult;

/** Tells a search in which nothing works from one in which some trials fail. */
final class EarlyFailure {

  private static final int FEWEST = 8;

  private EarlyFailure() {}

  /**
   * Why a search should be stopped: everything that was heard of so far has failed, and that is
   * half of the search, at least eight trials, or all of them.
   *
   * @param planned trials of the search, those not suggested yet included
   */
  static Optional<String> of(List<TrialState> trials, int planned) {
    List<TrialState> heardOf =
        trials.stream()
            .filter(trial -> trial.status() == TrialStatus.ENDED || trial.progress().step() > 0)
            .toList();
    int enough = Math.min(planned, Math.max(FEWEST, (planned + 1) / 2));
    if (heardOf.size() < enough) {
      return Optional.empty();
    }
    List<String> reasons =
        heardOf.stream()
            .flatMap(trial -> trial.result().stream())
            .filter(TrialResult.Failed.class::isInstance)
            .map(result -> ((TrialResult.Failed) result).reason())
            .toList();
    return reasons.size() < heardOf.size()
        ? Optional.empty()
        : Optional.of(
            "all of its first %d trials failed; the first, %s: %s"
                .formatted(heardOf.size(), heardOf.get(0).spec().id(), reasons.get(0)));
  }
}
