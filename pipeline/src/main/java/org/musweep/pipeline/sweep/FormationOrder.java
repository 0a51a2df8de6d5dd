package org.musweep.pipeline.sweep;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.musweep.pipeline.log.Event;
import org.musweep.pipeline.log.RungDecision;
import org.musweep.pipeline.log.RungResult;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.log.TrialStatus;
import org.musweep.pipeline.trial.LaneReport;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.PackReport;
import org.musweep.pipeline.trial.TrialSpec;

/**
 * Results count in the order in which packs were formed, one pack at a time, and packs are formed
 * for a window of fixed size instead of for free slots: so what is suggested, decided and packed
 * does not depend on how many slots there are or which pack ends first.
 *
 * <p>After a restart the search is gone through again from its beginning, with the results that the
 * study has; what it says anew must be what is recorded.
 */
final class FormationOrder implements PackOrder {

  private final Board board;
  private final Planner planner;
  private final RunningPacks packs;
  private final StudyRecorder recorder;
  private final SweepClock clock;
  private final PackNames names;
  private final Losses losses;
  private final int windowSize;
  private final Deque<Pack> window = new ArrayDeque<>();

  FormationOrder(
      Board board,
      Planner planner,
      RunningPacks packs,
      StudyRecorder recorder,
      SweepClock clock,
      int windowSize) {
    this.board = board;
    this.planner = planner;
    this.packs = packs;
    this.recorder = recorder;
    this.clock = clock;
    this.windowSize = windowSize;
    names = PackNames.from(recorder.state().nextPackId());
    losses = Losses.of(recorder.state());
  }

  @Override
  public void arrived(List<Event> events) {
    recorder.record(events);
    for (Event event : events) {
      if (event instanceof Event.PackCommitted committed) {
        board.addDeviceSeconds(committed.report().seconds());
      } else if (event instanceof Event.PackLost lost) {
        losses.lost(state().pack(lost.pack()).orElseThrow().pack(), lost);
      }
    }
    List<TrialState> idle =
        window.stream()
            .flatMap(pack -> pack.trials().stream())
            .flatMap(trial -> state().trial(trial.id()).stream())
            .toList();
    recorder.record(losses.failures(idle, clock.currentTimeMillis()));
  }

  @Override
  public List<Event> decisions(long atMillis) {
    List<Event> events = unrecorded(planner.decisions(atMillis));
    events.addAll(form(atMillis));
    while (!window.isEmpty() && report(window.element()).isPresent()) {
      PackReport report = report(window.remove()).orElseThrow();
      board.apply(new Event.PackCommitted(report, atMillis));
      events.addAll(unrecorded(planner.decisions(atMillis)));
      events.addAll(form(atMillis));
    }
    return events;
  }

  @Override
  public List<Event> starts(long atMillis) {
    List<Event> events = new ArrayList<>();
    for (Pack pack : window) {
      for (List<TrialSpec> lanes : toRun(pack)) {
        if (packs.freeSlots() - events.size() < 1) {
          return events;
        }
        Pack part = new Pack(names.next(), pack.shape(), pack.fromStep(), pack.toStep(), lanes);
        events.add(new Event.PackStarted(part, atMillis));
      }
    }
    return events;
  }

  /** Fills the window. What it forms is started when a slot is free. */
  private List<Event> form(long atMillis) {
    List<Event> events = new ArrayList<>();
    for (Event event : planner.starts(windowSize - window.size(), atMillis)) {
      if (event instanceof Event.PackStarted started) {
        window.add(started.pack());
      } else {
        events.addAll(unrecorded(List.of(event)));
      }
    }
    return events;
  }

  /** Those lanes of a formed pack that neither run nor have their result, as packs. */
  private List<List<TrialSpec>> toRun(Pack pack) {
    Map<Integer, List<TrialSpec>> byLimit = new TreeMap<>();
    for (TrialSpec trial : pack.trials()) {
      boolean rests =
          state()
              .trial(trial.id())
              .filter(known -> known.status() == TrialStatus.RUNNING)
              .isEmpty();
      if (rests && lane(trial, pack.toStep()).isEmpty()) {
        byLimit.computeIfAbsent(losses.laneLimit(trial.id()), none -> new ArrayList<>()).add(trial);
      }
    }
    List<List<TrialSpec>> parts = new ArrayList<>();
    byLimit.forEach(
        (limit, trials) -> {
          for (int from = 0; from < trials.size(); from += Math.min(limit, trials.size())) {
            long to = Math.min((long) from + limit, trials.size());
            parts.add(List.copyOf(trials.subList(from, (int) to)));
          }
        });
    return parts;
  }

  private Optional<PackReport> report(Pack pack) {
    List<LaneReport> lanes =
        pack.trials().stream().flatMap(trial -> lane(trial, pack.toStep()).stream()).toList();
    return lanes.size() < pack.trials().size()
        ? Optional.empty()
        : Optional.of(new PackReport(pack.id(), lanes, 0, "", List.of()));
  }

  /** What became of a trial on its way to a step, as far as the study knows. */
  private Optional<LaneReport> lane(TrialSpec spec, int toStep) {
    Optional<TrialState> known = state().trial(spec.id());
    if (known.isEmpty()) {
      return Optional.empty();
    }
    TrialState trial = known.get();
    Optional<RungResult> passed =
        trial.rungs().stream()
            .filter(rung -> rung.step() == toStep)
            .filter(
                rung ->
                    rung.decision() == RungDecision.PROMOTED
                        || rung.decision() == RungDecision.STOPPED)
            .findFirst();
    if (passed.isPresent()) {
      return Optional.of(new LaneReport.Paused(spec.id(), toStep, passed.get().loss()));
    }
    if (trial.result().isPresent()) {
      return trial.result().map(result -> new LaneReport.Ended(spec.id(), result));
    }
    boolean there = trial.status() == TrialStatus.PAUSED && trial.progress().step() == toStep;
    return there
        ? Optional.of(new LaneReport.Paused(spec.id(), toStep, trial.progress().loss()))
        : Optional.empty();
  }

  private List<Event> unrecorded(List<Event> events) {
    return new ArrayList<>(events.stream().filter(event -> !isRecorded(event)).toList());
  }

  private boolean isRecorded(Event event) {
    if (event instanceof Event.TrialSuggested suggested) {
      return state().trial(suggested.trial().id()).isPresent();
    }
    if (event instanceof Event.TrialEnded ended) {
      return state().trial(ended.trial()).flatMap(TrialState::result).isPresent();
    }
    if (!(event instanceof Event.RungDecided decided)) {
      return false;
    }
    Optional<RungResult> recorded =
        state().trial(decided.trial()).flatMap(trial -> trial.rung(decided.rung()));
    recorded
        .filter(rung -> rung.decision() != decided.decision())
        .ifPresent(
            rung -> {
              throw new IllegalStateException(
                  "Cannot go through the search again: trial %s was %s at rung %d, but now it is %s (early stopping, lanes and window must be as they were)"
                      .formatted(
                          decided.trial(),
                          rung.decision().word(),
                          decided.rung(),
                          decided.decision().word()));
            });
    return recorded.isPresent();
  }

  private StudyState state() {
    return recorder.state();
  }
}
