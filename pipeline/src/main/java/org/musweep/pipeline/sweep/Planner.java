package org.musweep.pipeline.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.musweep.pipeline.log.Event;
import org.musweep.pipeline.sweep.SearchOutcome.Kind;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.TrialSpec;

/**
 * Decides what comes next from what the board shows, and notes it there at once. Given the same
 * events in the same order, and as many free slots, it decides the same.
 */
final class Planner {

  private final Board board;
  private final Suggestions suggestions;
  private final Packing packing;
  private final Budget budget;
  private final PackNames names;
  private Optional<Kind> spent = Optional.empty();

  Planner(Board board, Suggestions suggestions, Packing packing, Budget budget, PackNames names) {
    this.board = board;
    this.suggestions = suggestions;
    this.packing = packing;
    this.budget = budget;
    this.names = names;
  }

  /** All that follows from the results that are known. */
  List<Event> decisions(long atMillis) {
    List<Event> events = new ArrayList<>();
    List<Event> due;
    do {
      due = board.due(atMillis);
      due.forEach(board::apply);
      events.addAll(due);
    } while (!due.isEmpty());
    return events;
  }

  /** The budget that keeps packs from being started, if one does. */
  Optional<Kind> spent() {
    return spent;
  }

  /**
   * The suggestions and packs that fill some slots.
   *
   * @param slots how many packs may start
   */
  List<Event> starts(int slots, long atMillis) {
    List<Event> events = new ArrayList<>();
    int free = slots;
    int fresh = suggestions.most(board.tally().unknown());
    int waiting = board.ready().size(fresh);
    if (waiting > 0 && spent.isEmpty()) {
      spent = budget.spent(board);
    }
    for (ReadyQueue.Kind kind : board.ready().kinds()) {
      if (free < 1 || spent.isPresent()) {
        break;
      }
      int size = board.ready().size(kind, fresh);
      int from = kind.fromStep();
      int to = board.rungs().schedule().step(kind.rung());
      List<Integer> lanes =
          packing.sizes(size, kind.laneLimit(), waiting, free).limit(free).toList();
      for (int wanted : lanes) {
        int affordable = Math.min(wanted, budget.lanesLeft(board.stepsSpent(), to - from));
        if (affordable == 0) {
          spent = Optional.of(Kind.STEPS);
          return events;
        }
        fresh -= start(kind, affordable, from, to, atMillis, events);
        free--;
      }
      waiting -= size;
    }
    return events;
  }

  /** Starts a pack; returns how many trials were suggested for it. */
  private int start(
      ReadyQueue.Kind kind, int lanes, int from, int to, long atMillis, List<Event> events) {
    List<TrialSpec> trials = new ArrayList<>(board.ready().first(kind, lanes));
    int known = trials.size();
    while (trials.size() < lanes) {
      TrialSpec trial = suggestions.trial(board.ready().nextIndex(kind.rung()), board::history);
      trials.add(trial);
      note(new Event.TrialSuggested(trial), events);
    }
    Pack pack = new Pack(names.next(), trials.get(0).shape(), from, to, trials);
    note(new Event.PackStarted(pack, atMillis), events);
    return lanes - known;
  }

  private void note(Event event, List<Event> events) {
    board.apply(event);
    events.add(event);
  }
}
