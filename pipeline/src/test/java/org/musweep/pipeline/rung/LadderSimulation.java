package org.musweep.pipeline.rung;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleBiFunction;
import org.musweep.pipeline.trial.TrialId;

/** A sweep on a schedule and a pruner, with losses from a formula and slots that end at random. */
final class LadderSimulation {

  private record Run(TrialId trial, int toRung) {}

  /** Looks over the shoulder of a pruner, before and after what it decides is done. */
  interface Witness {
    void decided(LadderRecord before, List<Decision> decisions);
  }

  private final ToDoubleBiFunction<TrialId, Integer> loss;
  private final List<TrialId> unstarted;
  private final List<Run> queued = new ArrayList<>();
  private final List<Run> running = new ArrayList<>();
  private final Ladder ladder;
  private final LadderRecord record;
  private final Map<TrialId, Decision.Stop> stops = new LinkedHashMap<>();
  private Witness witness = (before, decisions) -> {};

  /** {@code loss} maps a trial and a rung to a loss, NaN for divergence. */
  LadderSimulation(
      RungSchedule schedule, List<TrialId> trials, ToDoubleBiFunction<TrialId, Integer> loss) {
    this.loss = loss;
    unstarted = new ArrayList<>(trials);
    ladder = new Ladder(schedule);
    ladder.expect(0, trials.size());
    record = new LadderRecord(schedule, trials.size());
  }

  void watchedBy(Witness other) {
    witness = other;
  }

  /** Runs until nothing is left to do. */
  void run(Pruner pruner, int slots, long seed) {
    Random random = new Random(seed);
    while (fillSlots(slots)) {
      int together = 1 + random.nextInt(Math.min(3, running.size()));
      for (int i = 0; i < together; i++) {
        Run ended = running.remove(random.nextInt(running.size()));
        double value = loss.applyAsDouble(ended.trial(), ended.toRung());
        RungObservation observation = new RungObservation(ended.trial(), value);
        ladder.observe(ended.toRung(), observation);
        record.observe(ended.toRung(), observation);
      }
      List<Decision> decisions = pruner.decide(ladder);
      while (!decisions.isEmpty()) {
        witness.decided(record, decisions);
        decisions.forEach(this::apply);
        decisions = pruner.decide(ladder);
      }
      witness.decided(record, decisions);
    }
  }

  Ladder ladder() {
    return ladder;
  }

  /** Trials that reached the horizon. */
  List<TrialId> completed() {
    return record.completed();
  }

  /** How many trials were seen at each rung. */
  List<Integer> sizes() {
    return record.observations.stream().map(List::size).toList();
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
      ladder.promote(promote.toRung() - 1, promote.trial());
      record.promote(promote.toRung() - 1, promote.trial());
      queued.add(new Run(promote.trial(), promote.toRung()));
    } else if (decision instanceof Decision.Stop stop) {
      stops.put(stop.trial(), stop);
      int rung = record.standsAt(stop.trial());
      ladder.stop(rung, stop.trial());
      record.stop(rung, stop.trial());
    }
  }
}
