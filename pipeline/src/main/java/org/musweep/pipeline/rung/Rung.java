package org.musweep.pipeline.rung;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedSet;
import java.util.TreeSet;
import org.musweep.pipeline.trial.TrialId;

/** What is known about one rung. It is told by its {@link Ladder}; rules only read it. */
public final class Rung {

  private final List<RungObservation> ranked = new ArrayList<>();
  private final Map<TrialId, RungObservation> seen = new HashMap<>();
  private final TreeSet<RungObservation> waiting = new TreeSet<>(RungObservation.BEST_FIRST);
  private final List<Double> completedLosses = new ArrayList<>();
  private long outstanding;
  private int promoted;

  Rung() {}

  /** How many trials have been seen here, diverged ones included. */
  public int size() {
    return ranked.size();
  }

  /** The observation with that rank, from 0 for the best. */
  public RungObservation ranked(int rank) {
    return ranked.get(rank);
  }

  /** The rank of an observation of this rung, from 0 for the best. */
  public int rank(RungObservation observation) {
    int rank = Collections.binarySearch(ranked, observation, RungObservation.BEST_FIRST);
    if (rank < 0) {
      throw new IllegalArgumentException(
          "Invalid observation: " + observation.trial() + " was not seen with it at this rung");
    }
    return rank;
  }

  /** The trials that are alive and not decided on, best first. */
  public SortedSet<RungObservation> waiting() {
    return Collections.unmodifiableSortedSet(waiting);
  }

  /**
   * How many trials are on their way to this rung: training, queued, or, where a trial's first rung
   * is this one, not suggested yet.
   */
  public long outstanding() {
    return outstanding;
  }

  /** Whether any trial is on its way to this rung. */
  public boolean isOutstanding() {
    return outstanding > 0;
  }

  /** How many trials were sent on from here. */
  public int promoted() {
    return promoted;
  }

  /** The loss that a trial had here; empty if it was not seen. Infinite if it diverged. */
  public OptionalDouble loss(TrialId trial) {
    RungObservation observation = seen.get(trial);
    return observation == null ? OptionalDouble.empty() : OptionalDouble.of(observation.loss());
  }

  /** The losses here of the trials that have since completed their horizon, ascending. */
  public List<Double> completedLosses() {
    return Collections.unmodifiableList(completedLosses);
  }

  void expect(long trials) {
    if (outstanding + trials < 0) {
      throw new IllegalStateException(
          "Cannot expect %d more trials at a rung that expects %d".formatted(trials, outstanding));
    }
    outstanding += trials;
  }

  void observe(RungObservation observation) {
    if (seen.putIfAbsent(observation.trial(), observation) != null) {
      throw new IllegalStateException(
          "Cannot observe %s twice at one rung".formatted(observation.trial()));
    }
    int place = Collections.binarySearch(ranked, observation, RungObservation.BEST_FIRST);
    ranked.add(-place - 1, observation);
    if (!observation.isDiverged()) {
      waiting.add(observation);
    }
  }

  void promote(TrialId trial) {
    leave(trial, "promote");
    promoted++;
  }

  void stop(TrialId trial) {
    leave(trial, "stop");
  }

  private void leave(TrialId trial, String verb) {
    RungObservation observation = seen.get(trial);
    if (observation == null || !waiting.remove(observation)) {
      throw new IllegalStateException(
          "Cannot %s %s: it does not wait at this rung".formatted(verb, trial));
    }
  }

  void complete(TrialId trial) {
    RungObservation observation = seen.get(trial);
    if (observation != null && !observation.isDiverged()) {
      int place = Collections.binarySearch(completedLosses, observation.loss());
      completedLosses.add(place < 0 ? -place - 1 : place, observation.loss());
    }
  }
}
