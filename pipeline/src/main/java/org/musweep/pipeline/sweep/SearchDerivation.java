package org.musweep.pipeline.sweep;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.musweep.pipeline.log.Event;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.Purpose;

/**
 * Goes through the log of a search in order of arrival and derives everything it decided from what
 * it was told before: suggestions, decisions at rungs, and who trained together. So a log shows
 * that it is what its sweep file leads to, and nobody has to trust a clock or a thread for it.
 */
public final class SearchDerivation {

  private final SweepSpec spec;
  private final List<Event> past = new ArrayList<>();
  private final Deque<Event> derived = new ArrayDeque<>();
  private Board board;
  private Planner planner;
  private int slots;
  private int running;
  private int lanes = Packing.MAX_LANES;

  private SearchDerivation(SweepSpec spec) {
    this.spec = spec;
    Suggestions suggestions = Suggestions.of(spec);
    board = board(suggestions);
    planner = planner(suggestions, board, "p1");
  }

  /**
   * The first thing that a log says and that does not follow from what it says before, in words;
   * empty if all of it follows. Goes up to the first end of the search.
   *
   * @param events of a log, from its beginning
   */
  public static Optional<String> deviation(SweepSpec spec, List<Event> events) {
    SearchDerivation derivation = new SearchDerivation(spec);
    for (Event event : events) {
      if (event instanceof Event.StepFinished step && step.step().equals(Exploration.STEP)) {
        return Optional.empty();
      }
      Optional<String> deviation = derivation.take(event);
      if (deviation.isPresent()) {
        return deviation;
      }
    }
    return Optional.empty();
  }

  private Optional<String> take(Event event) {
    Optional<String> deviation = Optional.empty();
    if (isDecided(event)) {
      deviation = compare(event);
    } else {
      told(event);
    }
    past.add(event);
    return deviation;
  }

  private static boolean isDecided(Event event) {
    return (event instanceof Event.TrialSuggested suggested
            && suggested.trial().purpose() == Purpose.EXPLORATION)
        || event instanceof Event.RungDecided
        || event instanceof Event.TrialEnded
        || (event instanceof Event.PackStarted started && isExploration(started.pack()));
  }

  private static boolean isExploration(Pack pack) {
    return pack.trials().get(0).purpose() == Purpose.EXPLORATION;
  }

  private void told(Event event) {
    if (event instanceof Event.SlotsChanged changed) {
      slots = changed.slots();
      return;
    }
    if (event instanceof Event.LanesMeasured measured) {
      lanes = measured.chosen();
      restart();
      return;
    }
    if (event instanceof Event.StudyOpened) {
      // What a driver decided and could not record is lost with it.
      restart();
      running = 0;
    } else if (event instanceof Event.PackCommitted || event instanceof Event.PackLost) {
      running--;
    }
    board.apply(event);
  }

  private void restart() {
    derived.clear();
    Suggestions suggestions = Suggestions.of(spec);
    board = board(suggestions);
    past.forEach(board::apply);
    long packs = past.stream().filter(Event.PackStarted.class::isInstance).count();
    planner = planner(suggestions, board, "p" + (packs + 1));
  }

  private Board board(Suggestions suggestions) {
    RungBook rungs = RungBook.of(spec.search().earlyStopping(), spec.training().steps());
    Board fresh = new Board(rungs, spec.budget().stall().minImprovement(), new Losses());
    fresh.plan(suggestions.count());
    return fresh;
  }

  private Planner planner(Suggestions suggestions, Board on, String nextPack) {
    return new Planner(
        on,
        suggestions,
        new Packing(spec.execution().lanes(), lanes),
        new Budget(spec.budget(), SweepClock.SYSTEM, Optional.empty()),
        PackNames.from(nextPack));
  }

  private Optional<String> compare(Event event) {
    if (derived.isEmpty()) {
      derived.addAll(planner.decisions(0));
    }
    if (derived.isEmpty()) {
      derived.addAll(planner.starts(slots - running, 0));
    }
    running += event instanceof Event.PackStarted ? 1 : 0;
    if (derived.isEmpty()) {
      return Optional.of("nothing was due, but the log has " + event);
    }
    Event expected = derived.remove();
    return timeless(expected).equals(timeless(event))
        ? Optional.empty()
        : Optional.of("due was %s, but the log has %s".formatted(expected, event));
  }

  private static Event timeless(Event event) {
    if (event instanceof Event.PackStarted started) {
      return new Event.PackStarted(started.pack(), 0);
    }
    return event instanceof Event.TrialEnded ended
        ? new Event.TrialEnded(ended.trial(), ended.result(), 0)
        : event;
  }
}
