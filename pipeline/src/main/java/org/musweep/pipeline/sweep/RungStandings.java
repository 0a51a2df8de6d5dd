package org.musweep.pipeline.sweep;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.musweep.pipeline.log.Event;
import org.musweep.pipeline.log.RungDecision;
import org.musweep.pipeline.log.RungResult;
import org.musweep.pipeline.rung.Decision;
import org.musweep.pipeline.rung.Ladder;
import org.musweep.pipeline.rung.RungObservation;
import org.musweep.pipeline.trial.TrialResult;

/**
 * What was seen and decided at the rungs: one ladder for each rung at which trials are first
 * compared (several only under Hyperband), and where each trial heads.
 */
final class RungStandings {

  private final RungBook rungs;
  private final Map<Integer, Ladder> ladders = new TreeMap<>();

  RungStandings(RungBook rungs) {
    this.rungs = rungs;
  }

  /** The rungs' steps and the rule. */
  RungBook rungs() {
    return rungs;
  }

  /** The ladders of all brackets. */
  Collection<Ladder> ladders() {
    return Collections.unmodifiableCollection(ladders.values());
  }

  private Ladder ladder(int entryRung) {
    return ladders.computeIfAbsent(entryRung, rung -> new Ladder(rungs.schedule()));
  }

  private Ladder ladder(TrackedTrial trial) {
    return ladder(rungs.entryRung(trial.spec.index()));
  }

  /** So many more trials are to come to their first rung. */
  void expect(int entryRung, int count) {
    ladder(entryRung).expect(entryRung, count);
  }

  /** A trial that was not planned comes to its first rung. */
  void expect(TrackedTrial trial) {
    ladder(trial).expect(trial.heading, 1);
  }

  /** A trial no longer comes to the rung it headed for. */
  void withdraw(TrackedTrial trial) {
    if (trial.coming) {
      trial.coming = false;
      ladder(trial).withdraw(trial.heading);
    }
  }

  /**
   * Takes up what was decided about a trial by an earlier schedule, which may have had other rungs.
   */
  void restore(TrackedTrial trial, RungResult judged) {
    int last = rungs.schedule().lastRung();
    int rung = judged.decision() == RungDecision.COMPLETED ? last : Math.min(judged.rung(), last);
    if (!trial.coming || (rung == last && judged.decision() == RungDecision.PROMOTED)) {
      // Judged at a rung that this schedule does not have.
      return;
    }
    redirect(trial, rung);
    Ladder ladder = ladder(trial);
    boolean infeasible =
        judged.decision() == RungDecision.DIVERGED || judged.decision() == RungDecision.FAILED;
    ladder.observe(
        rung,
        infeasible
            ? RungObservation.diverged(trial.spec.id())
            : new RungObservation(trial.spec.id(), judged.loss()));
    if (judged.decision() == RungDecision.PROMOTED) {
      ladder.promote(rung, trial.spec.id());
      trial.heading = rung + 1;
      return;
    }
    if (judged.decision() == RungDecision.STOPPED && rung < last) {
      ladder.stop(rung, trial.spec.id());
    }
    trial.coming = false;
  }

  private void redirect(TrackedTrial trial, int rung) {
    if (trial.heading != rung) {
      ladder(trial).withdraw(trial.heading);
      ladder(trial).expect(rung, 1);
      trial.heading = rung;
    }
  }

  /**
   * A trial rests at its last step: if that is the rung it headed for, it is compared there.
   *
   * @return whether it still has to be trained to that rung
   */
  boolean rest(TrackedTrial trial) {
    if (!trial.coming) {
      return false;
    }
    if (trial.step < rungs.schedule().step(trial.heading)) {
      return true;
    }
    trial.coming = false;
    ladder(trial).observe(trial.heading, new RungObservation(trial.spec.id(), trial.loss));
    return false;
  }

  /** A trial goes on to the next rung. */
  void promote(TrackedTrial trial, int rung) {
    ladder(trial).promote(rung, trial.spec.id());
    trial.heading = rung + 1;
    trial.coming = true;
  }

  /** A trial goes no further than this rung. */
  void stop(TrackedTrial trial, int rung) {
    ladder(trial).stop(rung, trial.spec.id());
  }

  /**
   * A trial has ended on its way to a rung.
   *
   * @return what is to be recorded about that rung; empty if the end says nothing about it
   */
  Optional<Event> leave(TrackedTrial trial, TrialResult result) {
    if (!trial.coming) {
      return Optional.empty();
    }
    if (result instanceof TrialResult.Completed completed) {
      int last = rungs.schedule().lastRung();
      redirect(trial, last);
      trial.coming = false;
      ladder(trial).observe(last, new RungObservation(trial.spec.id(), completed.loss()));
      return Optional.of(entry(trial, RungDecision.COMPLETED, ""));
    }
    if (result instanceof TrialResult.Diverged diverged) {
      return Optional.of(leaveInfeasible(trial, RungDecision.DIVERGED, diverged.reason()));
    }
    if (result instanceof TrialResult.Failed failed) {
      return Optional.of(leaveInfeasible(trial, RungDecision.FAILED, failed.reason()));
    }
    withdraw(trial);
    return Optional.empty();
  }

  private Event leaveInfeasible(TrackedTrial trial, RungDecision decision, String reason) {
    trial.coming = false;
    ladder(trial).observe(trial.heading, RungObservation.diverged(trial.spec.id()));
    return entry(trial, decision, reason);
  }

  /** What the rule decides about those who stand at the rungs now. */
  List<Decision> decide() {
    List<Decision> decisions = new ArrayList<>();
    ladders.values().forEach(ladder -> decisions.addAll(rungs.pruner().decide(ladder)));
    return decisions;
  }

  /** The record of a decision about a trial at the rung that it heads for or stands at. */
  static Event entry(TrackedTrial trial, RungDecision decision, String reason) {
    return new Event.RungDecided(trial.spec.id(), trial.heading, trial.step, decision, reason);
  }
}
