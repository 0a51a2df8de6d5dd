package org.musweep.pipeline.rung;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.musweep.pipeline.trial.TrialId;

/**
 * What is known about one rung.
 *
 * @param observations of the trials that reached it or diverged on the way, in any order
 * @param promoted trials that were sent on from here
 * @param stopped trials that were stopped here
 * @param outstanding whether a trial is on its way to this rung: training, queued, or, for the
 *     first rung, not suggested yet
 */
public record RungState(
    List<RungObservation> observations,
    Set<TrialId> promoted,
    Set<TrialId> stopped,
    boolean outstanding) {

  /** Copies, and checks that every trial stands once and was seen before it was decided on. */
  public RungState {
    observations = List.copyOf(observations);
    promoted = Set.copyOf(promoted);
    stopped = Set.copyOf(stopped);
    Set<TrialId> seen = new HashSet<>();
    for (RungObservation observation : observations) {
      if (!seen.add(observation.trial())) {
        throw new IllegalArgumentException(
            "Invalid rung: " + observation.trial() + " was observed twice");
      }
    }
    for (TrialId trial : promoted) {
      if (stopped.contains(trial)) {
        throw new IllegalArgumentException("Invalid rung: " + trial + " is promoted and stopped");
      }
    }
    checkSeen(seen, promoted);
    checkSeen(seen, stopped);
  }

  /** A rung that nothing has reached. */
  public static RungState empty() {
    return new RungState(List.of(), Set.of(), Set.of(), false);
  }

  /** All observations, best first. */
  public List<RungObservation> ranked() {
    return observations.stream().sorted(RungObservation.BEST_FIRST).toList();
  }

  /** Whether a trial seen here is alive and has not been decided on. */
  public boolean isWaiting(RungObservation observation) {
    return !observation.isDiverged()
        && !promoted.contains(observation.trial())
        && !stopped.contains(observation.trial());
  }

  private static void checkSeen(Set<TrialId> seen, Set<TrialId> decided) {
    for (TrialId trial : decided) {
      if (!seen.contains(trial)) {
        throw new IllegalArgumentException(
            "Invalid rung: " + trial + " was decided on but never observed");
      }
    }
  }
}
