package org.musweep.pipeline.rung;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;
import org.musweep.pipeline.trial.TrialId;

/** A sweep on a schedule and a pruner, with losses from a formula and slots that end at random. */
final class LadderSimulation {

  private record Run(TrialId trial, int toRung) {}

  private final RungSchedule schedule;
  private final ToDoubleBiFunction<TrialId, Integer> loss;
  private final List<TrialId> unstarted;
  private final List<Run> queued = new ArrayList<>();
  private final List<Run> running = new ArrayList<>();
  private final List<List<RungObservation>> observations = new ArrayList<>();
  private final List<Set<TrialId>> promoted = new ArrayList<>();
  private final List<Set<TrialId>> stopped = new ArrayList<>();
  private final Map<TrialId, Decision.Stop> stops = new LinkedHashMap<>();

  /** {@code loss} maps a trial and a rung to a loss, NaN for divergence. */
  LadderSimulation(
      RungSchedule schedule, List<TrialId> trials, ToDoubleBiFunction<TrialId, Integer> loss) {
    this.schedule = schedule;
    this.loss = loss;
    this.unstarted = new ArrayList<>(trials);
    for (int rung = 0; rung < schedule.count(); rung++) {
      observations.add(new ArrayList<>());
      promoted.add(new HashSet<>());
      stopped.add(new HashSet<>());
    }
  }

  /** Runs until nothing is left to do. */
  void run(Pruner pruner, int slots, long seed) {
    Random random = new Random(seed);
    while (fillSlots(slots)) {
      Run ended = running.remove(random.nextInt(running.size()));
      double value = loss.applyAsDouble(ended.trial(), ended.toRung());
      observations.get(ended.toRung()).add(new RungObservation(ended.trial(), value));
      pruner.decide(ladder()).forEach(this::apply);
    }
  }

  /** Everything seen so far. */
  Ladder ladder() {
    List<RungState> states = new ArrayList<>();
    for (int rung = 0; rung < schedule.count(); rung++) {
      int index = rung;
      boolean outstanding =
          (rung == 0 && !unstarted.isEmpty())
              || queued.stream().anyMatch(run -> run.toRung() == index)
              || running.stream().anyMatch(run -> run.toRung() == index);
      states.add(
          new RungState(
              observations.get(rung), promoted.get(rung), stopped.get(rung), outstanding));
    }
    return new Ladder(schedule, states);
  }

  /** Trials that reached the horizon. */
  List<TrialId> completed() {
    return observations.get(schedule.lastRung()).stream()
        .filter(observation -> !observation.isDiverged())
        .map(RungObservation::trial)
        .toList();
  }

  /** The decisions that ended a trial early. */
  Map<TrialId, Decision.Stop> stops() {
    return stops;
  }

  private boolean fillSlots(int slots) {
    while (running.size() < slots && !(queued.isEmpty() && unstarted.isEmpty())) {
      running.add(queued.isEmpty() ? new Run(unstarted.remove(0), 0) : queued.remove(0));
    }
    return !running.isEmpty();
  }

  private void apply(Decision decision) {
    if (decision instanceof Decision.Promote promote) {
      promoted.get(promote.toRung() - 1).add(promote.trial());
      queued.add(new Run(promote.trial(), promote.toRung()));
    } else if (decision instanceof Decision.Stop stop) {
      stops.put(stop.trial(), stop);
      for (int rung = 0; rung < schedule.lastRung(); rung++) {
        TrialId trial = stop.trial();
        boolean here =
            observations.get(rung).stream().anyMatch(seen -> seen.trial().equals(trial))
                && !promoted.get(rung).contains(trial);
        if (here) {
          stopped.get(rung).add(trial);
        }
      }
    }
  }
}
