package org.musweep.pipeline.rung;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.musweep.pipeline.rung.PrunerContract.trial;

import java.util.List;
import org.junit.jupiter.api.Test;

class MedianRuleTest implements PrunerContract {

  private static final RungSchedule TWO_RUNGS = new RungSchedule(List.of(400, 1200), 3);

  @Override
  public Pruner pruner() {
    return new MedianRule(3);
  }

  @Test
  void stopsAboveTheMedianOfCompletedTrials() {
    // Completed trials had 2.0, 2.2, 2.4 and 2.6 at step 400: median 2.3.
    assertThat(pruner().decide(ladder(4, 2.31)))
        .containsExactly(
            new Decision.Stop(
                trial(9), "best loss 2.3100 up to step 400, median 2.3000 of 4 completed trials"));
    assertThat(pruner().decide(ladder(4, 2.29)))
        .containsExactly(
            new Decision.Promote(
                trial(9),
                1,
                "best loss 2.2900 up to step 400, median 2.3000 of 4 completed trials"));
  }

  @Test
  void stopsNobodyBeforeEnoughTrialsHaveCompleted() {
    assertThat(pruner().decide(ladder(2, 9.0)))
        .containsExactly(
            new Decision.Promote(trial(9), 1, "2 trials completed; the median counts from 3"));
  }

  @Test
  void rejectsAMedianOfNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MedianRule(0))
        .withMessage("Invalid start-up trials: 0 (must be at least 1)");
  }

  private static Ladder ladder(int completed, double loss) {
    Ladder ladder = new Ladder(TWO_RUNGS);
    ladder.expect(0, completed + 2);
    for (int index = 0; index < completed; index++) {
      ladder.observe(0, new RungObservation(trial(index), 2.0 + 0.2 * index));
      ladder.promote(0, trial(index));
      ladder.observe(1, new RungObservation(trial(index), 1.5));
    }
    ladder.observe(0, RungObservation.diverged(trial(8)));
    ladder.observe(0, new RungObservation(trial(9), loss));
    return ladder;
  }
}
