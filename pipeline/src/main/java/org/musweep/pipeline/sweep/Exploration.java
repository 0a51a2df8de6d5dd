package org.musweep.pipeline.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.musweep.pipeline.log.Event;
import org.musweep.pipeline.log.PackState;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.sweep.SearchOutcome.Kind;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.Purpose;

/**
 * The search. Everything it decides follows from the study, so it goes on from any point of the
 * log; only the clock of a budget of time starts anew.
 */
final class Exploration {

  /** The name under which the study records how the search ended. */
  static final String STEP = "exploration";

  private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final StudyRecorder recorder;
  private final RunningPacks packs;
  private final SweepClock clock;
  private final Suggestions suggestions;
  private final Board board;
  private final Budget budget;
  private final Planner planner;
  private final PackOrder order;
  private final Optional<SearchOutcome> before;

  Exploration(SweepSpec spec, StudyRecorder recorder, RunningPacks packs, SweepClock clock) {
    this.recorder = recorder;
    this.packs = packs;
    this.clock = clock;
    suggestions = Suggestions.of(spec);
    before = before(suggestions, recorder.state());
    boolean deterministic = spec.execution().mode().isDeterministic();
    board =
        new Board(
            RungBook.of(spec.search().earlyStopping(), spec.training().steps()),
            spec.budget().stall().minImprovement(),
            deterministic ? new Losses() : Losses.of(recorder.state()));
    board.restore(deterministic ? settled() : mine());
    board.plan(suggestions.count());
    budget = new Budget(spec.budget(), clock, before);
    Packing packing = Packing.of(spec, recorder.state(), suggestions.shape().width());
    PackNames names = PackNames.from(deterministic ? "p1" : recorder.state().nextPackId());
    planner = new Planner(board, suggestions, packing, budget, names);
    int window = spec.execution().mode().window();
    order =
        deterministic
            ? new FormationOrder(board, planner, packs, recorder, clock, window)
            : new ArrivalOrder(board, planner, packs);
    addDeviceTime();
  }

  private static Optional<SearchOutcome> before(Suggestions suggestions, StudyState state) {
    return SearchOutcome.of(state).filter(end -> end.search().equals(suggestions.name()));
  }

  /** Whether a study has all of a search: there would be nothing to do. */
  static boolean isDone(SweepSpec spec, StudyState state) {
    Suggestions suggestions = Suggestions.of(spec);
    Optional<SearchOutcome> before = before(suggestions, state);
    if (before.isEmpty()) {
      return false;
    }
    boolean held = new Budget(spec.budget(), SweepClock.SYSTEM, before).stillHolds(before.get());
    boolean ended = before.get().kind() == Kind.COMPLETED || before.get().kind() == Kind.TRIALS;
    return held || (ended && before.get().trials() >= suggestions.count());
  }

  /** The trials of this search, as the study has them. */
  private List<TrialState> mine() {
    return recorder.state().trials(Purpose.EXPLORATION).stream()
        .filter(trial -> suggestions.isMine(trial.spec()))
        .toList();
  }

  /**
   * Those that an earlier search was done with. The others are gone through again, unless a budget
   * cut the search in the middle.
   */
  private List<TrialState> settled() {
    return mine().stream()
        .filter(
            trial ->
                before
                    .filter(
                        end ->
                            (end.kind() != Kind.COMPLETED && end.kind() != Kind.TRIALS)
                                || trial.spec().index() < end.trials())
                    .isPresent())
        .toList();
  }

  private void addDeviceTime() {
    for (PackState pack : recorder.state().packs(PackState.Status.COMMITTED)) {
      if (pack.pack().trials().get(0).purpose() == Purpose.EXPLORATION) {
        pack.report().ifPresent(report -> board.addDeviceSeconds(report.seconds()));
      }
    }
  }

  void run() {
    if (before.filter(budget::stillHolds).isPresent()) {
      return;
    }
    while (true) {
      long now = clock.currentTimeMillis();
      List<Event> events = new ArrayList<>(order.decisions(now));
      Optional<String> nothingWorks = board.tally().nothingWorks(board.planned());
      boolean timeIsUp = budget.timeIsUp();
      if (nothingWorks.isEmpty() && !timeIsUp && !packs.isStalled()) {
        events.addAll(order.starts(now));
      }
      recorder.record(events);
      if (nothingWorks.isPresent()) {
        recorder.record(packs.cancel("the search was stopped"));
        throw new SweepFailedException("The search was stopped, as " + nothingWorks.get());
      }
      if (timeIsUp) {
        end(Kind.WALL_CLOCK, packs.cancel("budget: the time of the search is over"));
        return;
      }
      started(events).forEach(packs::submit);
      tellProgress();
      if (packs.packs().isEmpty()) {
        packs.endIfStalled();
        break;
      }
      order.arrived(packs.await(Math.min(TICK_NANOS, budget.nanosLeft())));
    }
    finish();
  }

  private static List<Pack> started(List<Event> events) {
    return events.stream()
        .filter(Event.PackStarted.class::isInstance)
        .map(event -> ((Event.PackStarted) event).pack())
        .toList();
  }

  private void finish() {
    if (planner.spent().isPresent()) {
      end(planner.spent().get(), List.of());
      return;
    }
    long left = board.trials().stream().filter(trial -> !trial.hasEnded()).count();
    if (left > 0) {
      throw new IllegalStateException(
          "%d trials wait for a decision that %s does not make"
              .formatted(left, board.rungs().pruner()));
    }
    end(suggestions.count() < suggestions.asked() ? Kind.TRIALS : Kind.COMPLETED, List.of());
  }

  private void end(Kind kind, List<Event> events) {
    var outcome =
        new SearchOutcome(kind, budget.limit(kind), board.trials().size(), suggestions.name());
    List<Event> all = new ArrayList<>(events);
    if (!before.equals(Optional.of(outcome))) {
      all.add(new Event.StepFinished(STEP, outcome.text()));
    }
    recorder.record(all);
    tellProgress();
  }

  private void tellProgress() {
    StudyState state = recorder.state();
    boolean over = packs.packs().isEmpty() && before(suggestions, state).isPresent();
    long ahead = over ? 0 : StepsAhead.of(board);
    recorder.tell(SweepProgress.of(board, packs.packs(), ahead));
  }
}
