package org.musweep.pipeline.rung;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.musweep.pipeline.trial.TrialId;

/**
 * Every rule against the same rule written down as published, at every decision of sweeps on
 * closed-form learning curves that cross, tie, get worse again and diverge.
 */
class PrunerReferenceTest {

  private static final RungSchedule SCHEDULE = new RungSchedule(List.of(10, 30, 90, 270), 3);
  private static final RungSchedule HALVES = new RungSchedule(List.of(50, 100, 200, 400, 800), 2);

  record Case(String name, Pruner pruner, ReferenceRules.Rule reference) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("asha", new AshaPromotion(), ReferenceRules::ashaPromotion),
        new Case("halving", new SynchronousHalving(), ReferenceRules::synchronousHalving),
        new Case("stopping 1", new AshaStopping(1), r -> ReferenceRules.ashaStopping(r, 1)),
        new Case("stopping 6", new AshaStopping(6), r -> ReferenceRules.ashaStopping(r, 6)),
        new Case("median", new MedianRule(3), r -> ReferenceRules.median(r, 3)),
        new Case(
            "threshold",
            new Threshold(2.4, new AshaPromotion()),
            r -> ReferenceRules.threshold(r, 2.4, ReferenceRules::ashaPromotion)),
        new Case(
            "patience",
            new Patience(1, 0.01, new MedianRule(3)),
            r -> ReferenceRules.patience(r, 1, 0.01, one -> ReferenceRules.median(one, 3))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyDecisionIsThatOfTheReference(Case tested) {
    int decisions = 0;
    for (long seed = 0; seed < 60; seed++) {
      RungSchedule schedule = seed % 2 == 0 ? SCHEDULE : HALVES;
      int trials = 1 + (int) (seed * 7 % 41);
      List<TrialId> ids = IntStream.range(0, trials).mapToObj(PrunerContract::trial).toList();
      LadderSimulation sweep = new LadderSimulation(schedule, ids, curves(schedule, seed));
      List<Integer> counted = new ArrayList<>();
      sweep.watchedBy(
          (before, made) -> {
            assertThat(ReferenceRules.Answer.of(made)).isEqualTo(tested.reference.answer(before));
            counted.add(made.size());
          });
      sweep.run(tested.pruner, 1 + (int) (seed % 9), seed);
      decisions += counted.stream().mapToInt(Integer::intValue).sum();
      assertThat(sweep.ladder().rung(0).waiting()).isEmpty();
    }
    assertThat(decisions).isGreaterThan(1000);
  }

  /** A power law down to a level of its own; some rise late, some diverge, some are equal. */
  private static ToDoubleBiFunction<TrialId, Integer> curves(RungSchedule schedule, long seed) {
    return (trial, rung) -> {
      int index = Integer.parseInt(trial.value().substring(1, 5));
      Random own = new Random(seed * 1000 + index);
      double level = 1.5 + Math.round(own.nextDouble() * 20) / 20.0;
      double speed = 0.2 + own.nextDouble();
      double fate = own.nextDouble();
      double step = schedule.step(rung);
      if (fate < 0.1 && step > 40) {
        return Double.NaN;
      }
      double late = fate > 0.85 ? Math.max(0, step - 40) / 200 : 0;
      return level + 3 * Math.pow(step, -speed) + late;
    };
  }
}
