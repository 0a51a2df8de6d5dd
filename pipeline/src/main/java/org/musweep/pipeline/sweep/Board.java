package org.musweep.pipeline.sweep;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.musweep.pipeline.log.Event;
import org.musweep.pipeline.log.RungDecision;
import org.musweep.pipeline.log.RungResult;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.log.TrialStatus;
import org.musweep.pipeline.rung.Decision;
import org.musweep.pipeline.rung.Ladder;
import org.musweep.pipeline.sampling.History;
import org.musweep.pipeline.trial.LaneReport;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.PackReport;
import org.musweep.pipeline.trial.TrialId;
import org.musweep.pipeline.trial.TrialResult;
import org.musweep.pipeline.trial.TrialSpec;

/**
 * What a search knows, kept up to date event by event: where each trial stands, what was seen at
 * the rungs, and who waits for a slot. What is to be decided follows from it and from nothing else.
 * An event costs about as much as it holds, however many trials there are.
 */
final class Board {

  private final RungStandings rungs;
  private final PacksUnderWay packs = new PacksUnderWay();
  private final Map<TrialId, TrackedTrial> trials = new LinkedHashMap<>();
  private final Map<TrialId, Event> overdue = new LinkedHashMap<>();
  private final Losses losses;
  private final ReadyQueue ready;
  private final Tally tally;
  private int planned;

  /** The board of a search of which nothing is known, with no trials planned. */
  Board(RungBook rungs, double minImprovement, Losses losses) {
    this.rungs = new RungStandings(rungs);
    this.losses = losses;
    ready = new ReadyQueue(rungs::entryRung);
    tally = new Tally(Collections.unmodifiableCollection(trials.values()), minImprovement);
  }

  /** Plans so many trials in all; those that are known count among them. */
  void plan(int count) {
    Map<Integer, Integer> before = unsuggested();
    ready.plan(count);
    planned = Math.max(planned, count);
    unsuggested().forEach((rung, left) -> rungs.expect(rung, left - before.getOrDefault(rung, 0)));
  }

  private Map<Integer, Integer> unsuggested() {
    Map<Integer, Integer> left = new TreeMap<>();
    for (int rung = 0; rung < rungs.rungs().schedule().count(); rung++) {
      if (ready.unsuggested(rung) > 0) {
        left.put(rung, ready.unsuggested(rung));
      }
    }
    return left;
  }

  /** Takes up what a study knows of a search: its trials before they are planned. */
  void restore(List<TrialState> states) {
    states.forEach(this::restore);
    states.stream()
        .flatMap(state -> state.ending().stream())
        .sorted(Comparator.comparingLong(TrialState.Ending::atMillis))
        .forEach(ending -> tally.ended(ending.result()));
  }

  private void restore(TrialState state) {
    suggest(state.spec());
    TrackedTrial trial = trials.get(state.spec().id());
    state.rungs().forEach(judged -> rungs.restore(trial, judged));
    if (state.result().isEmpty()) {
      change(
          trial,
          one -> {
            one.status = state.progress().step() == 0 ? TrialStatus.SUGGESTED : TrialStatus.PAUSED;
            one.step = state.progress().step();
            one.loss = state.progress().loss();
          });
      standAt(trial);
      stoppedButNotEnded(trial, state.rungs());
      return;
    }
    change(
        trial,
        one -> {
          one.status = TrialStatus.ENDED;
          one.step = state.progress().step();
          one.loss = state.progress().loss();
          one.result = state.result();
        });
    ready.remove(trial.spec);
    boolean closed =
        !state.rungs().isEmpty() && last(state.rungs()).decision() != RungDecision.PROMOTED;
    if (closed) {
      rungs.withdraw(trial);
    } else {
      leaveRung(trial, state.result().orElseThrow());
    }
  }

  private static RungResult last(List<RungResult> rungs) {
    return rungs.get(rungs.size() - 1);
  }

  private void stoppedButNotEnded(TrackedTrial trial, List<RungResult> judged) {
    if (!judged.isEmpty() && last(judged).decision() == RungDecision.STOPPED) {
      ready.remove(trial.spec);
      overdue.put(trial.spec.id(), stop(trial, last(judged).reason(), 0));
    }
  }

  /** Takes one more event into account; those of other trials and steps change nothing. */
  void apply(Event event) {
    if (event instanceof Event.TrialSuggested suggested) {
      suggest(suggested.trial());
    } else if (event instanceof Event.PackStarted started) {
      start(started.pack());
    } else if (event instanceof Event.PackCommitted committed) {
      commit(committed.report());
    } else if (event instanceof Event.PackLost lost) {
      giveBack(lost.pack(), pack -> losses.lost(pack, lost));
    } else if (event instanceof Event.PackCancelled cancelled) {
      giveBack(cancelled.pack(), pack -> {});
    } else if (event instanceof Event.StudyOpened) {
      packs.ids().forEach(pack -> giveBack(pack, losses::abandoned));
    } else if (event instanceof Event.RungDecided decided) {
      decide(decided);
    } else if (event instanceof Event.TrialEnded ended) {
      Optional.ofNullable(trials.get(ended.trial())).ifPresent(one -> end(one, ended.result()));
    }
  }

  private void suggest(TrialSpec spec) {
    TrackedTrial trial = new TrackedTrial(spec, rungs.rungs().entryRung(spec.index()));
    if (trials.putIfAbsent(spec.id(), trial) != null) {
      return;
    }
    if (spec.index() >= planned) {
      rungs.expect(trial);
    }
    ready.suggest(spec.index());
    tally.enter(trial);
    queue(trial);
  }

  private void queue(TrackedTrial trial) {
    TrialId id = trial.spec.id();
    ready.add(new ReadyQueue.Kind(trial.heading, trial.step, losses.laneLimit(id)), trial.spec);
  }

  private void start(Pack pack) {
    packs.start(pack);
    for (TrialSpec spec : pack.trials()) {
      ready.remove(spec);
      change(trials.get(spec.id()), trial -> trial.status = TrialStatus.RUNNING);
    }
  }

  private void commit(PackReport report) {
    if (packs.end(report.pack()).isEmpty()) {
      return;
    }
    packs.addDeviceSeconds(report.seconds());
    for (LaneReport lane : report.lanes()) {
      TrackedTrial trial = trials.get(lane.trial());
      if (lane instanceof LaneReport.Paused paused) {
        if (!trial.hasEnded()) {
          pause(trial, paused);
        }
      } else {
        end(trial, ((LaneReport.Ended) lane).result());
      }
    }
  }

  private void pause(TrackedTrial trial, LaneReport.Paused paused) {
    change(
        trial,
        one -> {
          one.status = TrialStatus.PAUSED;
          one.step = paused.step();
          one.loss = paused.loss();
        });
    standAt(trial);
  }

  /** A trial that rests has reached its rung, or waits to be trained to it. */
  private void standAt(TrackedTrial trial) {
    ready.remove(trial.spec);
    if (rungs.rest(trial)) {
      queue(trial);
    }
  }

  private void giveBack(String id, Consumer<Pack> note) {
    Optional<Pack> pack = packs.end(id);
    pack.ifPresent(note);
    pack.stream()
        .flatMap(one -> one.trials().stream())
        .map(spec -> trials.get(spec.id()))
        .filter(trial -> trial.status == TrialStatus.RUNNING)
        .forEach(this::giveBack);
  }

  private void giveBack(TrackedTrial trial) {
    change(trial, one -> one.status = one.step == 0 ? TrialStatus.SUGGESTED : TrialStatus.PAUSED);
    TrialId id = trial.spec.id();
    Optional<String> failure = losses.failure(id);
    if (failure.isPresent()) {
      var result = new TrialResult.Failed(trial.step, failure.get());
      overdue.put(id, new Event.TrialEnded(id, result, 0));
    } else {
      queue(trial);
    }
  }

  private void decide(Event.RungDecided decided) {
    TrackedTrial trial = trials.get(decided.trial());
    if (trial == null) {
      return;
    }
    overdue.remove(decided.trial());
    if (decided.decision() == RungDecision.PROMOTED) {
      rungs.promote(trial, decided.rung());
      queue(trial);
    } else if (decided.decision() == RungDecision.STOPPED) {
      rungs.stop(trial, decided.rung());
      overdue.put(decided.trial(), stop(trial, decided.reason(), 0));
    }
  }

  private void end(TrackedTrial trial, TrialResult result) {
    if (trial.hasEnded()) {
      return;
    }
    overdue.remove(trial.spec.id());
    ready.remove(trial.spec);
    change(
        trial,
        one -> {
          one.status = TrialStatus.ENDED;
          one.step = result.step();
          one.loss = TrackedTrial.loss(result);
          one.result = Optional.of(result);
        });
    tally.ended(result);
    leaveRung(trial, result);
  }

  private void leaveRung(TrackedTrial trial, TrialResult result) {
    rungs.leave(trial, result).ifPresent(event -> overdue.put(trial.spec.id(), event));
  }

  private void change(TrackedTrial trial, Consumer<TrackedTrial> how) {
    tally.leave(trial);
    how.accept(trial);
    tally.enter(trial);
  }

  private static Event stop(TrackedTrial trial, String reason, long atMillis) {
    var result = new TrialResult.Stopped(trial.step, trial.loss, reason);
    return new Event.TrialEnded(trial.spec.id(), result, atMillis);
  }

  /**
   * What is to be recorded now; after that, ask again. First what follows from what is known
   * already (trials that ended are entered at the rung they did not reach), then what the rule
   * decides.
   */
  List<Event> due(long atMillis) {
    List<Event> events = new ArrayList<>();
    for (Event event : overdue.values()) {
      events.add(
          event instanceof Event.TrialEnded ended
              ? new Event.TrialEnded(ended.trial(), ended.result(), atMillis)
              : event);
    }
    if (!events.isEmpty()) {
      return events;
    }
    for (Decision decision : rungs.decide()) {
      TrackedTrial trial = trials.get(decision.trial());
      boolean promoted = decision instanceof Decision.Promote;
      RungDecision word = promoted ? RungDecision.PROMOTED : RungDecision.STOPPED;
      events.add(RungStandings.entry(trial, word, decision.reason()));
      if (!promoted) {
        events.add(stop(trial, decision.reason(), atMillis));
      }
    }
    return events;
  }

  /** Who waits for a slot. */
  ReadyQueue ready() {
    return ready;
  }

  Tally tally() {
    return tally;
  }

  /** All trials, in the order in which they were suggested. */
  Collection<TrackedTrial> trials() {
    return Collections.unmodifiableCollection(trials.values());
  }

  /** How many trials there are to be in all. */
  int planned() {
    return Math.max(planned, trials.size());
  }

  /** Steps that are done or on their way. */
  long stepsSpent() {
    return tally.steps() + packs.steps();
  }

  /** Seconds that committed packs trained. */
  double deviceSeconds() {
    return packs.deviceSeconds();
  }

  /** Adds the seconds of packs that were committed before this board was made. */
  void addDeviceSeconds(double seconds) {
    packs.addDeviceSeconds(seconds);
  }

  /** What a sampler may learn from. */
  History history() {
    return TrialHistory.of(trials());
  }

  /** The rungs' steps and the rule. */
  RungBook rungs() {
    return rungs.rungs();
  }

  /** The ladders of all brackets. */
  Collection<Ladder> ladders() {
    return rungs.ladders();
  }
}
