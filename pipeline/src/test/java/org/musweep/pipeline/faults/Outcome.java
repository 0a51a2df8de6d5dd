package org.musweep.pipeline.faults;

import java.util.Comparator;
import java.util.List;
import org.musweep.pipeline.log.RungResult;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.log.TrialState;

/**
 * What a sweep came to, without times, hosts and packs: the trials in the order of their ids.
 *
 * @param trials each with its settings, end and rungs
 */
record Outcome(List<Trial> trials) {

  /** A trial's settings, its end, and what was decided at its rungs. */
  record Trial(String id, String settings, String end, List<String> rungs) {}

  static Outcome of(StudyState state) {
    return new Outcome(
        state.trials().stream()
            .map(Outcome::trial)
            .sorted(Comparator.comparing(Trial::id))
            .toList());
  }

  private static Trial trial(TrialState trial) {
    return new Trial(
        trial.spec().id().value(),
        trial.spec().configuration().text(),
        trial.result().map(Object::toString).orElse("none"),
        trial.rungs().stream().map(RungResult::toString).toList());
  }
}
