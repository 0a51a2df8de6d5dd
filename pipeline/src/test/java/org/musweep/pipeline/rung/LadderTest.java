package org.musweep.pipeline.rung;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.musweep.pipeline.rung.PrunerContract.trial;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LadderTest {

  private static final RungObservation GOOD = new RungObservation(trial(1), 2.0);

  @Test
  void ranksBestFirstAndDivergedLast() {
    RungObservation nan = new RungObservation(trial(0), Double.NaN);
    RungObservation equal = new RungObservation(trial(2), 2.0);
    RungState state = new RungState(List.of(nan, equal, GOOD), Set.of(), Set.of(), false);
    assertThat(state.ranked()).containsExactly(GOOD, equal, nan);
    assertThat(nan).isEqualTo(RungObservation.diverged(trial(0)));
  }

  @Test
  void waitingMeansAliveAndUndecided() {
    RungObservation diverged = RungObservation.diverged(trial(2));
    RungState open = new RungState(List.of(GOOD, diverged), Set.of(), Set.of(), false);
    assertThat(open.isWaiting(GOOD)).isTrue();
    assertThat(open.isWaiting(diverged)).isFalse();
    assertThat(new RungState(List.of(GOOD), Set.of(trial(1)), Set.of(), false).isWaiting(GOOD))
        .isFalse();
    assertThat(new RungState(List.of(GOOD), Set.of(), Set.of(trial(1)), false).isWaiting(GOOD))
        .isFalse();
  }

  @Test
  void rejectsContradictions() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RungState(List.of(GOOD, GOOD), Set.of(), Set.of(), false))
        .withMessageContaining("observed twice");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RungState(List.of(), Set.of(trial(1)), Set.of(), false))
        .withMessageContaining("never observed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RungState(List.of(GOOD), Set.of(trial(1)), Set.of(trial(1)), false))
        .withMessageContaining("promoted and stopped");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Ladder(RungSchedule.of(1200, 3, 0.25), List.of(RungState.empty())))
        .withMessage("Invalid ladder: it has 1 rungs (must be 2, one per step of [400, 1200])");
  }
}
