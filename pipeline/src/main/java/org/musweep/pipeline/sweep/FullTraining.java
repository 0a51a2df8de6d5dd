package org.musweep.pipeline.sweep;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.musweep.pipeline.log.Event;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.log.TrialStatus;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.TrialId;
import org.musweep.pipeline.trial.TrialShape;
import org.musweep.pipeline.trial.TrialSpec;

/** The training of given trials to their horizons. */
final class FullTraining {

  private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final List<TrialSpec> trials;
  private final StudyRecorder recorder;
  private final RunningPacks packs;
  private final Packing packing;
  private final int slots;
  private final SweepClock clock;
  private final Deque<List<TrialSpec>> planned = new ArrayDeque<>();

  FullTraining(
      List<TrialSpec> trials,
      StudyRecorder recorder,
      RunningPacks packs,
      Packing packing,
      SweepClock clock) {
    this.trials = trials.stream().distinct().toList();
    this.recorder = recorder;
    this.packs = packs;
    this.packing = packing;
    this.clock = clock;
    slots = packs.slots();
  }

  /** Trials that can share a pack. */
  private record Kind(TrialShape shape, int laneLimit) {
    /** What takes longest first, so that no slot idles at the end; then those that were lost. */
    static final Comparator<Kind> ORDER =
        Comparator.comparingInt((Kind kind) -> -kind.shape().width())
            .thenComparingInt(kind -> -kind.shape().depth())
            .thenComparingInt(kind -> -kind.shape().steps())
            .thenComparingInt(kind -> -kind.shape().batchSize())
            .thenComparing(kind -> kind.shape().rules())
            .thenComparingInt(Kind::laneLimit);
  }

  void run() {
    while (true) {
      recorder.record(Losses.of(recorder.state()).failures(known(), clock.currentTimeMillis()));
      plan();
      while (packs.freeSlots() > 0 && !planned.isEmpty() && !packs.isStalled()) {
        List<TrialSpec> lanes = planned.removeFirst();
        start(lanes);
      }
      tellProgress();
      if (packs.packs().isEmpty()) {
        packs.endIfStalled();
        return;
      }
      recorder.record(packs.await(TICK_NANOS));
    }
  }

  private void start(List<TrialSpec> lanes) {
    TrialShape shape = lanes.get(0).shape();
    Pack pack = new Pack(recorder.state().nextPackId(), shape, 0, shape.steps(), lanes);
    List<Event> events = new ArrayList<>();
    for (TrialSpec trial : lanes) {
      if (recorder.state().trial(trial.id()).isEmpty()) {
        events.add(new Event.TrialSuggested(trial));
      }
    }
    events.add(new Event.PackStarted(pack, clock.currentTimeMillis()));
    recorder.record(events);
    packs.submit(pack);
  }

  /**
   * Plans what waits and is not planned: everything at first, then what was lost, before others.
   */
  private void plan() {
    Set<TrialId> elsewhere = new HashSet<>();
    planned.forEach(pack -> pack.forEach(trial -> elsewhere.add(trial.id())));
    Losses losses = Losses.of(recorder.state());
    Map<Kind, List<TrialSpec>> kinds = new TreeMap<>(Kind.ORDER);
    for (TrialSpec trial : trials) {
      if (waits(trial) && !elsewhere.contains(trial.id())) {
        var kind = new Kind(trial.shape(), losses.laneLimit(trial.id()));
        kinds.computeIfAbsent(kind, absent -> new ArrayList<>()).add(trial);
      }
    }
    List<List<TrialSpec>> fresh = new ArrayList<>();
    kinds.forEach(
        (kind, waiting) -> {
          int from = 0;
          for (int lanes : packing.split(waiting.size(), kind.laneLimit(), waiting.size(), slots)) {
            fresh.add(List.copyOf(waiting.subList(from, from + lanes)));
            from += lanes;
          }
        });
    for (int last = fresh.size() - 1; last >= 0; last--) {
      planned.addFirst(fresh.get(last));
    }
  }

  private boolean waits(TrialSpec trial) {
    Optional<TrialState> state = recorder.state().trial(trial.id());
    return state.isEmpty() || state.get().status() == TrialStatus.SUGGESTED;
  }

  private List<TrialState> known() {
    return trials.stream().flatMap(trial -> recorder.state().trial(trial.id()).stream()).toList();
  }

  private void tellProgress() {
    if (trials.isEmpty()) {
      return;
    }
    long ahead = 0;
    for (TrialSpec trial : trials) {
      boolean ended =
          recorder
              .state()
              .trial(trial.id())
              .filter(state -> state.status() == TrialStatus.ENDED)
              .isPresent();
      ahead += ended ? 0 : trial.shape().steps();
    }
    List<Pack> running = packs.packs();
    recorder.tell(
        SweepProgress.of(trials.get(0).purpose(), trials.size(), known(), running, ahead));
  }
}
