package org.musweep.pipeline.rung;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.musweep.pipeline.trial.TrialId;

/** What every pruner promises. */
interface PrunerContract {

  RungSchedule SCHEDULE = new RungSchedule(List.of(100, 300, 900), 3);

  /** The pruner under test, always made in the same way. */
  Pruner pruner();

  /** A trial's id from its index. */
  static TrialId trial(int index) {
    return new TrialId("x%04d-00000000".formatted(index));
  }

  /** Distinct losses that keep their order from rung to rung; trial 5 is the best. */
  static double loss(TrialId trial, int rung) {
    int index = Integer.parseInt(trial.value().substring(1, 5));
    return 2 + Math.abs(index - 5.1) / 100 + 1.0 / (rung + 1);
  }

  /** A ladder whose first rung has seen trials 0 to n-1 and expects some more. */
  static Ladder seen(RungSchedule schedule, int trials, Set<TrialId> promoted, int more) {
    return seen(
        schedule,
        IntStream.range(0, trials)
            .mapToObj(index -> new RungObservation(trial(index), loss(trial(index), 0)))
            .toList(),
        promoted,
        more);
  }

  /** A ladder whose first rung has seen some observations and expects some more. */
  static Ladder seen(
      RungSchedule schedule, List<RungObservation> observations, Set<TrialId> promoted, int more) {
    Ladder ladder = new Ladder(schedule);
    ladder.expect(0, observations.size() + more);
    observations.forEach(observation -> ladder.observe(0, observation));
    promoted.forEach(trial -> ladder.promote(0, trial));
    return ladder;
  }

  @Test
  default void noTrialIsDecidedOnTwice() {
    Ladder ladder = seen(SCHEDULE, 12, Set.of(trial(4), trial(5)), 1);
    ladder.observe(1, new RungObservation(trial(4), 2.1));
    List<Decision> decisions = pruner().decide(ladder);
    assertThat(decisions.stream().map(Decision::trial))
        .doesNotHaveDuplicates()
        .doesNotContain(trial(5));
    assertThat(decisions).allSatisfy(decision -> assertThat(decision.reason()).isNotBlank());
    assertThat(pruner().decide(ladder)).isEqualTo(decisions);
  }

  @Test
  default void orderOfArrivalDoesNotMatter() {
    List<RungObservation> observations =
        IntStream.range(0, 12)
            .mapToObj(index -> new RungObservation(trial(index), loss(trial(index), 0)))
            .toList();
    List<RungObservation> shuffled = new ArrayList<>(observations);
    Collections.shuffle(shuffled, new Random(3));
    assertThat(pruner().decide(seen(SCHEDULE, shuffled, Set.of(), 1)))
        .isEqualTo(pruner().decide(seen(SCHEDULE, observations, Set.of(), 1)));
  }

  @Test
  default void nothingIsDecidedWhereNothingWaits() {
    Ladder ladder =
        seen(
            SCHEDULE,
            List.of(new RungObservation(trial(0), 2.5), RungObservation.diverged(trial(1))),
            Set.of(),
            0);
    ladder.stop(0, trial(0));
    assertThat(pruner().decide(ladder)).isEmpty();
    assertThat(pruner().decide(new Ladder(SCHEDULE))).isEmpty();
  }

  @Test
  default void divergedTrialsAreNotDecidedOn() {
    List<RungObservation> observations =
        List.of(
            RungObservation.diverged(trial(0)),
            new RungObservation(trial(1), Double.NaN),
            new RungObservation(trial(2), 3.0));
    assertThat(pruner().decide(seen(SCHEDULE, observations, Set.of(), 0)))
        .extracting(Decision::trial)
        .containsExactly(trial(2));
  }

  @Test
  default void sweepsEndAndTheBestTrialReachesTheHorizon() {
    for (int slots : new int[] {1, 4, 30}) {
      for (int trials : new int[] {6, 7, 24}) {
        LadderSimulation sweep = simulate(slots, trials, false);
        assertThat(sweep.completed()).as("%d trials, %d slots", trials, slots).contains(trial(5));
        assertThat(sweep.stops().keySet()).noneMatch(sweep.completed()::contains);
        assertThat(sweep.completed().size() + sweep.stops().size()).isEqualTo(trials);
      }
    }
  }

  @Test
  default void sweepsEndWhenTrialsDiverge() {
    LadderSimulation sweep = simulate(4, 24, true);
    long diverged = 12;
    assertThat(sweep.completed()).contains(trial(5));
    assertThat(sweep.completed().size() + sweep.stops().size() + diverged).isEqualTo(24);
  }

  private LadderSimulation simulate(int slots, int trials, boolean evenOnesDiverge) {
    List<TrialId> ids = IntStream.range(0, trials).mapToObj(PrunerContract::trial).toList();
    LadderSimulation sweep =
        new LadderSimulation(
            SCHEDULE,
            ids,
            (id, rung) ->
                evenOnesDiverge && ids.indexOf(id) % 2 == 0 ? Double.NaN : loss(id, rung));
    sweep.run(pruner(), slots, 11);
    assertThat(pruner().decide(sweep.ladder())).isEmpty();
    return sweep;
  }
}
