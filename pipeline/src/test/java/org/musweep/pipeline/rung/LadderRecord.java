package org.musweep.pipeline.rung;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.musweep.pipeline.trial.TrialId;

/** What a ladder is told, as plain lists: for rules that are written down as they are published. */
final class LadderRecord {

  final RungSchedule schedule;
  final List<List<RungObservation>> observations = new ArrayList<>();
  final List<Set<TrialId>> promoted = new ArrayList<>();
  final List<Set<TrialId>> stopped = new ArrayList<>();
  private final int trials;

  LadderRecord(RungSchedule schedule, int trials) {
    this.schedule = schedule;
    this.trials = trials;
    for (int rung = 0; rung < schedule.count(); rung++) {
      observations.add(new ArrayList<>());
      promoted.add(new HashSet<>());
      stopped.add(new HashSet<>());
    }
  }

  void observe(int rung, RungObservation observation) {
    observations.get(rung).add(observation);
  }

  void promote(int rung, TrialId trial) {
    promoted.get(rung).add(trial);
  }

  void stop(int rung, TrialId trial) {
    stopped.get(rung).add(trial);
  }

  /** The highest rung at which a trial was seen. */
  int standsAt(TrialId trial) {
    for (int rung = schedule.lastRung(); rung >= 0; rung--) {
      if (observations.get(rung).stream().anyMatch(seen -> seen.trial().equals(trial))) {
        return rung;
      }
    }
    throw new IllegalArgumentException("never seen: " + trial);
  }

  /** Observations of trials that are alive and not decided on. */
  List<RungObservation> waiting(int rung) {
    return observations.get(rung).stream()
        .filter(seen -> !seen.isDiverged())
        .filter(seen -> !promoted.get(rung).contains(seen.trial()))
        .filter(seen -> !stopped.get(rung).contains(seen.trial()))
        .toList();
  }

  /** How many trials have yet to come to a rung. */
  int outstanding(int rung) {
    int coming = rung == 0 ? trials : promoted.get(rung - 1).size();
    return coming - observations.get(rung).size();
  }

  /** Trials that reached the horizon. */
  List<TrialId> completed() {
    return observations.get(schedule.lastRung()).stream()
        .filter(seen -> !seen.isDiverged())
        .map(RungObservation::trial)
        .toList();
  }

  /** All losses of a rung, ascending; infinite for those that diverged. */
  List<Double> sortedLosses(int rung) {
    return observations.get(rung).stream().map(RungObservation::loss).sorted().toList();
  }
}
