package org.musweep.pipeline.sweep;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.musweep.pipeline.log.Event;
import org.musweep.pipeline.log.RungDecision;
import org.musweep.pipeline.log.RungResult;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.log.TrialStatus;
import org.musweep.pipeline.rung.AshaPromotion;
import org.musweep.pipeline.rung.Decision;
import org.musweep.pipeline.rung.Ladder;
import org.musweep.pipeline.rung.MedianRule;
import org.musweep.pipeline.rung.NoPruning;
import org.musweep.pipeline.rung.Pruner;
import org.musweep.pipeline.rung.RungObservation;
import org.musweep.pipeline.rung.RungSchedule;
import org.musweep.pipeline.rung.RungState;
import org.musweep.pipeline.rung.SynchronousHalving;
import org.musweep.pipeline.trial.TrialId;
import org.musweep.pipeline.trial.TrialResult;

/**
 * The rungs of a search as its study has them, and what is to be decided there next.
 *
 * @param schedule the rungs' steps
 * @param pruner who goes on
 */
record RungBook(RungSchedule schedule, Pruner pruner) {

  /** Vizier's default: fewer losses do not make a median to be judged by. */
  private static final int MEDIAN_STARTUP_TRIALS = 5;

  static RungBook of(EarlyStoppingSpec spec, int maxSteps) {
    RungSchedule schedule = RungSchedule.of(maxSteps, spec.reductionFactor(), spec.firstRung());
    return switch (spec.rule()) {
      case NONE -> new RungBook(RungSchedule.horizonOnly(maxSteps), new NoPruning());
      case ASHA -> new RungBook(schedule, new AshaPromotion());
      case SUCCESSIVE_HALVING -> new RungBook(schedule, new SynchronousHalving());
      case MEDIAN -> new RungBook(schedule, new MedianRule(MEDIAN_STARTUP_TRIALS));
    };
  }

  /** The rung that a trial was last sent to: one more for each promotion. */
  static int headingFor(TrialState trial) {
    return (int)
        trial.rungs().stream().filter(rung -> rung.decision() == RungDecision.PROMOTED).count();
  }

  /** Whether a trial is neither in a pack nor ended nor at a rung that has yet to judge it. */
  boolean isReady(TrialState trial) {
    boolean idle = trial.status() == TrialStatus.SUGGESTED || trial.status() == TrialStatus.PAUSED;
    return idle && trial.progress().step() < schedule.step(headingFor(trial));
  }

  /**
   * What is to be recorded now; after that, ask again. First what is overdue (trials that ended are
   * entered at the rung they did not reach), then what the rule decides.
   *
   * @param unsuggested how many more trials will come
   */
  List<Event> due(List<TrialState> trials, int unsuggested, long atMillis) {
    List<Event> overdue = new ArrayList<>();
    trials.forEach(trial -> overdue(trial, atMillis).ifPresent(overdue::add));
    return overdue.isEmpty() ? decided(trials, unsuggested, atMillis) : overdue;
  }

  private static Optional<Event> overdue(TrialState trial, long atMillis) {
    List<RungResult> rungs = trial.rungs();
    Optional<RungResult> last =
        rungs.isEmpty() ? Optional.empty() : Optional.of(rungs.get(rungs.size() - 1));
    boolean open = last.map(rung -> rung.decision() == RungDecision.PROMOTED).orElse(true);
    if (trial.status() == TrialStatus.ENDED) {
      return open ? trial.result().flatMap(result -> entry(trial, result)) : Optional.empty();
    }
    return last.filter(rung -> rung.decision() == RungDecision.STOPPED)
        .map(rung -> stop(trial, rung.reason(), atMillis));
  }

  private static Optional<Event> entry(TrialState trial, TrialResult result) {
    if (result instanceof TrialResult.Completed) {
      return Optional.of(entry(trial, RungDecision.COMPLETED, ""));
    }
    if (result instanceof TrialResult.Diverged diverged) {
      return Optional.of(entry(trial, RungDecision.DIVERGED, diverged.reason()));
    }
    return result instanceof TrialResult.Failed failed
        ? Optional.of(entry(trial, RungDecision.FAILED, failed.reason()))
        : Optional.empty();
  }

  private static Event entry(TrialState trial, RungDecision decision, String reason) {
    return new Event.RungDecided(
        trial.spec().id(), headingFor(trial), trial.progress().step(), decision, reason);
  }

  private static Event stop(TrialState trial, String reason, long atMillis) {
    var result = new TrialResult.Stopped(trial.progress().step(), trial.progress().loss(), reason);
    return new Event.TrialEnded(trial.spec().id(), result, atMillis);
  }

  private List<Event> decided(List<TrialState> trials, int unsuggested, long atMillis) {
    Map<TrialId, TrialState> byId = new HashMap<>();
    trials.forEach(trial -> byId.put(trial.spec().id(), trial));
    List<Event> events = new ArrayList<>();
    for (Decision decision : pruner.decide(ladder(trials, unsuggested))) {
      TrialState trial = Objects.requireNonNull(byId.get(decision.trial()));
      if (decision instanceof Decision.Promote) {
        events.add(entry(trial, RungDecision.PROMOTED, decision.reason()));
      } else if (decision instanceof Decision.Stop) {
        events.add(entry(trial, RungDecision.STOPPED, decision.reason()));
        events.add(stop(trial, decision.reason(), atMillis));
      }
    }
    return events;
  }

  Ladder ladder(List<TrialState> trials, int unsuggested) {
    List<RungState> rungs = new ArrayList<>();
    for (int rung = 0; rung < schedule.count(); rung++) {
      rungs.add(rung(rung, trials, rung == 0 && unsuggested > 0));
    }
    return new Ladder(schedule, rungs);
  }

  private RungState rung(int rung, List<TrialState> trials, boolean moreToCome) {
    List<RungObservation> observations = new ArrayList<>();
    Set<TrialId> promoted = new HashSet<>();
    Set<TrialId> stopped = new HashSet<>();
    boolean outstanding = moreToCome;
    for (TrialState trial : trials) {
      TrialId id = trial.spec().id();
      Optional<RungResult> judged = trial.rung(rung);
      if (judged.isPresent()) {
        observations.add(observation(id, judged.get()));
        if (judged.get().decision() == RungDecision.PROMOTED) {
          promoted.add(id);
        } else if (judged.get().decision() == RungDecision.STOPPED) {
          stopped.add(id);
        }
      } else if (trial.status() != TrialStatus.ENDED && headingFor(trial) == rung) {
        if (trial.progress().step() < schedule.step(rung)) {
          outstanding = true;
        } else {
          observations.add(new RungObservation(id, trial.progress().loss()));
        }
      }
    }
    return new RungState(observations, promoted, stopped, outstanding);
  }

  private static RungObservation observation(TrialId id, RungResult judged) {
    return switch (judged.decision()) {
      case DIVERGED, FAILED -> RungObservation.diverged(id);
      case PROMOTED, STOPPED, COMPLETED -> new RungObservation(id, judged.loss());
    };
  }
}
