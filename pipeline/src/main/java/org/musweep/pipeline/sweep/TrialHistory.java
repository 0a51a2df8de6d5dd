package org.musweep.pipeline.sweep;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.musweep.pipeline.sampling.History;
import org.musweep.pipeline.sampling.Observation;
import org.musweep.pipeline.space.Configuration;

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
   */
  static History of(Collection<TrackedTrial> trials) {
    List<Observation> observations = new ArrayList<>();
    List<Configuration> pending = new ArrayList<>();
    for (TrackedTrial trial : trials) {
      Configuration configuration = trial.spec.configuration();
      if (trial.isInfeasible()) {
        observations.add(new Observation.Diverged(configuration, trial.step));
      } else if (trial.step > 0 && Double.isFinite(trial.loss)) {
        observations.add(new Observation.Measured(configuration, trial.step, trial.loss));
      } else if (!trial.hasEnded()) {
        pending.add(configuration);
      }
    }
    return new History(observations, pending);
  }
}
