package org.musweep.pipeline.sweep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.trial.TrialSpec;

/**
 * Trials that can share a pack: all of them wait to be trained to the same rung.
 *
 * @param rung the rung they are sent to
 * @param laneLimit most lanes of a pack with them
 * @param trials those that are suggested
 * @param unsuggested how many more there are that are not
 */
record WaitingTrials(int rung, int laneLimit, List<TrialSpec> trials, int unsuggested) {

  private record Kind(int rung, int laneLimit) {
    /** Those that are furthest first, then those that were lost. */
    static final Comparator<Kind> ORDER =
        Comparator.comparingInt((Kind kind) -> -kind.rung()).thenComparingInt(Kind::laneLimit);
  }

  WaitingTrials {
    trials = List.copyOf(trials);
  }

  /** All that wait, in the order in which they are to start. */
  static List<WaitingTrials> of(
      List<TrialState> trials, int unsuggested, RungBook rungs, Losses losses) {
    Map<Kind, List<TrialSpec>> kinds = new TreeMap<>(Kind.ORDER);
    Kind fresh = new Kind(0, Losses.NO_LIMIT);
    if (unsuggested > 0) {
      kinds.put(fresh, new ArrayList<>());
    }
    for (TrialState trial : trials) {
      if (rungs.isReady(trial)) {
        var kind = new Kind(RungBook.headingFor(trial), losses.laneLimit(trial.spec().id()));
        kinds.computeIfAbsent(kind, absent -> new ArrayList<>()).add(trial.spec());
      }
    }
    List<WaitingTrials> waiting = new ArrayList<>();
    kinds.forEach(
        (kind, specs) ->
            waiting.add(
                new WaitingTrials(
                    kind.rung(), kind.laneLimit(), specs, kind.equals(fresh) ? unsuggested : 0)));
    return waiting;
  }

  int size() {
    return trials.size() + unsuggested;
  }
}
