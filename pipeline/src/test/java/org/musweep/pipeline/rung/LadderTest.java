package org.musweep.pipeline.rung;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.musweep.pipeline.rung.PrunerContract.trial;

import java.util.List;
import org.junit.jupiter.api.Test;

class LadderTest {

  private static final RungObservation GOOD = new RungObservation(trial(1), 2.0);
  private final Ladder ladder = new Ladder(new RungSchedule(List.of(400, 1200), 3));

  @Test
  void ranksBestFirstAndDivergedLast() {
    RungObservation nan = new RungObservation(trial(0), Double.NaN);
    RungObservation equal = new RungObservation(trial(2), 2.0);
    ladder.expect(0, 4);
    ladder.observe(0, nan);
    ladder.observe(0, equal);
    ladder.observe(0, GOOD);

    assertThat(ladder.rung(0).ranked(0)).isEqualTo(GOOD);
    assertThat(ladder.rung(0).rank(equal)).isEqualTo(1);
    assertThat(ladder.rung(0).rank(nan)).isEqualTo(2);
    assertThat(nan).isEqualTo(RungObservation.diverged(trial(0)));
    assertThat(ladder.rung(0).waiting()).containsExactly(GOOD, equal);
    assertThat(ladder.rung(0).outstanding()).isEqualTo(1);
  }

  @Test
  void promotedTrialsAreOnTheirWayToTheNextRung() {
    ladder.expect(0, 1);
    ladder.observe(0, GOOD);
    ladder.promote(0, trial(1));
    assertThat(ladder.rung(0).waiting()).isEmpty();
    assertThat(ladder.rung(0).promoted()).isEqualTo(1);
    assertThat(ladder.rung(1).isOutstanding()).isTrue();

    ladder.withdraw(1);
    assertThat(ladder.rung(1).isOutstanding()).isFalse();
  }

  @Test
  void completedTrialsCountAtEveryRungTheyWereSeenAt() {
    ladder.expect(0, 1);
    ladder.observe(0, GOOD);
    ladder.promote(0, trial(1));
    assertThat(ladder.rung(0).completedLosses()).isEmpty();
    ladder.observe(1, new RungObservation(trial(1), 1.5));
    assertThat(ladder.rung(0).completedLosses()).containsExactly(2.0);
    assertThat(ladder.rung(1).waiting()).isEmpty();
  }

  @Test
  void rejectsContradictions() {
    assertThatIllegalStateException()
        .isThrownBy(() -> ladder.observe(0, GOOD))
        .withMessage("Cannot expect -1 more trials at a rung that expects 0");
    ladder.expect(0, 2);
    ladder.observe(0, GOOD);
    assertThatIllegalStateException()
        .isThrownBy(() -> ladder.observe(0, GOOD))
        .withMessageContaining("twice at one rung");
    ladder.stop(0, trial(1));
    assertThatIllegalStateException()
        .isThrownBy(() -> ladder.promote(0, trial(1)))
        .withMessage("Cannot promote x0001-00000000: it does not wait at this rung");
  }
}
