package org.musweep.pipeline.sweep;

import java.util.ArrayList;
import java.util.List;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.log.TrialStatus;
import org.musweep.pipeline.sampling.History;
import org.musweep.pipeline.sampling.Observation;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.trial.TrialResult;
import org.musweep.pipeline.trial.TrialSpec;

/**
 * What a sampler is told about a study: a pure function of what is recorded, in the order in which
 * trials were suggested, so that it is the same for whoever replays the log up to there.
 */
final class TrialHistory {

  private TrialHistory() {}

  /**
   * The history of a search.
   *
   * @param trials of the search, in the order in which they were suggested
   * @param alsoPending trials that are about to be recorded; those that are recorded do not count
   *     twice
   */
  static History of(List<TrialState> trials, List<TrialSpec> alsoPending) {
    List<Observation> observations = new ArrayList<>();
    List<Configuration> pending = new ArrayList<>();
    for (TrialState trial : trials) {
      TrialState.Progress progress = trial.progress();
      Configuration configuration = trial.spec().configuration();
      if (isInfeasible(trial)) {
        observations.add(new Observation.Diverged(configuration, progress.step()));
      } else if (progress.step() > 0 && Double.isFinite(progress.loss())) {
        observations.add(new Observation.Measured(configuration, progress.step(), progress.loss()));
      } else if (trial.status() != TrialStatus.ENDED) {
        pending.add(configuration);
      }
    }
    int recorded = trials.size();
    alsoPending.stream()
        .filter(spec -> spec.index() >= recorded)
        .forEach(spec -> pending.add(spec.configuration()));
    return new History(observations, pending);
  }

  /** How many trials were suggested of which nothing is known yet. */
  static int unknown(List<TrialState> trials) {
    return (int)
        trials.stream()
            .filter(trial -> trial.status() != TrialStatus.ENDED && trial.progress().step() == 0)
            .count();
  }

  private static boolean isInfeasible(TrialState trial) {
    return trial
        .result()
        .filter(
            result ->
                result instanceof TrialResult.Diverged || result instanceof TrialResult.Failed)
        .isPresent();
  }
}
