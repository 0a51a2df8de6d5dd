package org.musweep.pipeline.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.musweep.pipeline.log.Event;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.log.TrialStatus;
import org.musweep.pipeline.sampling.History;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.Purpose;
import org.musweep.pipeline.trial.TrialResult;
import org.musweep.pipeline.trial.TrialSpec;

/**
 * The search. Everything it decides follows from the study's state, so it goes on from any point of
 * the log; only the budget's clock starts anew.
 */
final class Exploration {

  /** The name under which the study records that the search is done. */
  static final String STEP = "exploration";

  private static final String COMPLETED = "completed";
  private static final String OUT_OF_BUDGET = "out-of-budget";
  private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final StudyRecorder recorder;
  private final RunningPacks packs;
  private final SweepClock clock;
  private final Suggestions suggestions;
  private final RungBook rungs;
  private final Packing packing;
  private final Budget budget;
  private Optional<String> spent = Optional.empty();

  Exploration(SweepSpec spec, StudyRecorder recorder, RunningPacks packs, SweepClock clock) {
    this.recorder = recorder;
    this.packs = packs;
    this.clock = clock;
    suggestions = Suggestions.of(spec);
    rungs = RungBook.of(spec.search().earlyStopping(), spec.training().steps());
    packing = new Packing(spec.execution().lanes());
    budget = new Budget(spec.budget(), clock);
  }

  void run() {
    if (state().outcome(STEP).filter(OUT_OF_BUDGET::equals).isPresent()) {
      return;
    }
    while (true) {
      decide();
      stopIfNothingWorks();
      Optional<String> timeIsUp = budget.timeIsUp();
      if (timeIsUp.isPresent()) {
        endAll(timeIsUp.get());
        return;
      }
      startPacks();
      tellProgress();
      if (packs.packs().isEmpty()) {
        break;
      }
      packs.await(Math.min(TICK_NANOS, budget.nanosLeft()));
    }
    finish();
  }

  private void finish() {
    if (spent.isPresent()) {
      endAll(spent.get());
      return;
    }
    long left = trials().stream().filter(trial -> trial.status() != TrialStatus.ENDED).count();
    if (left > 0) {
      throw new IllegalStateException(
          "%d trials wait for a decision that %s does not make".formatted(left, rungs.pruner()));
    }
    if (!state().outcome(STEP).equals(Optional.of(COMPLETED))) {
      recorder.record(List.of(new Event.StepFinished(STEP, COMPLETED)));
    }
  }

  private StudyState state() {
    return recorder.state();
  }

  private List<TrialState> trials() {
    return state().trials(Purpose.EXPLORATION);
  }

  private int unsuggested() {
    return Math.max(0, suggestions.count() - trials().size());
  }

  private void decide() {
    recorder.record(Losses.of(state()).failures(trials(), clock.currentTimeMillis()));
    List<Event> due;
    do {
      due = rungs.due(trials(), unsuggested(), clock.currentTimeMillis());
      recorder.record(due);
    } while (!due.isEmpty());
  }

  private void stopIfNothingWorks() {
    Optional<String> failure = EarlyFailure.of(trials(), suggestions.count());
    if (failure.isPresent()) {
      packs.cancel("the search was stopped");
      throw new SweepFailedException("The search was stopped, as " + failure.get());
    }
  }

  private void startPacks() {
    List<WaitingTrials> groups =
        WaitingTrials.of(trials(), suggestions.available(trials()), rungs, Losses.of(state()));
    int waiting = groups.stream().mapToInt(WaitingTrials::size).sum();
    for (WaitingTrials group : groups) {
      int free = packs.freeSlots();
      if (free < 1 || spent.isPresent()) {
        return;
      }
      List<TrialSpec> trials = new ArrayList<>(group.trials());
      int suggested = trials().size();
      int from = group.rung() == 0 ? 0 : rungs.schedule().step(group.rung() - 1);
      int to = rungs.schedule().step(group.rung());
      List<Integer> sizes = packing.split(group.size(), group.laneLimit(), waiting, free);
      for (int lanes : sizes.subList(0, Math.min(free, sizes.size()))) {
        int affordable = Math.min(lanes, budget.lanesLeft(stepsSpent(), to - from));
        if (affordable == 0) {
          spent = Optional.of(budget.stepsAreSpent(stepsSpent()));
          return;
        }
        while (trials.size() < affordable) {
          History history =
              suggestions.learns() ? TrialHistory.of(trials(), trials) : History.none();
          trials.add(suggestions.trial(suggested++, history));
        }
        packs.start(from, to, trials.subList(0, affordable));
        trials.subList(0, affordable).clear();
      }
      waiting -= group.size();
    }
  }

  /** Steps that are done or on their way. */
  private long stepsSpent() {
    long done = trials().stream().mapToLong(trial -> trial.progress().step()).sum();
    for (Pack pack : packs.packs()) {
      done += (long) pack.trials().size() * (pack.toStep() - pack.fromStep());
    }
    return done;
  }

  private void endAll(String reason) {
    packs.cancel(reason);
    List<Event> events = new ArrayList<>();
    for (TrialState trial : trials()) {
      if (trial.status() != TrialStatus.ENDED) {
        TrialState.Progress progress = trial.progress();
        var result = new TrialResult.Stopped(progress.step(), progress.loss(), reason);
        events.add(new Event.TrialEnded(trial.spec().id(), result, clock.currentTimeMillis()));
      }
    }
    events.add(new Event.StepFinished(STEP, OUT_OF_BUDGET));
    recorder.record(events);
    tellProgress();
  }

  private void tellProgress() {
    List<TrialState> trials = trials();
    boolean over = state().outcome(STEP).isPresent();
    long ahead = over ? 0 : StepsAhead.of(rungs.schedule(), trials, unsuggested());
    recorder.tell(
        SweepProgress.of(Purpose.EXPLORATION, suggestions.count(), trials, packs.packs(), ahead));
  }
}
