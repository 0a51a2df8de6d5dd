package org.musweep.pipeline.rung;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class RungScheduleTest {

  @Test
  void rungsDivideTheHorizonDownToTheFirstShare() {
    assertThat(RungSchedule.of(1200, 3, 0.25).steps()).containsExactly(400, 1200);
    assertThat(RungSchedule.of(1200, 3, 0.1).steps()).containsExactly(134, 400, 1200);
    assertThat(RungSchedule.of(1024, 2, 0.25).steps()).containsExactly(256, 512, 1024);
    assertThat(RungSchedule.of(81, 3, 1.0 / 81).steps()).containsExactly(1, 3, 9, 27, 81);
    assertThat(RungSchedule.of(1200, 3, 1.0 / 3).steps()).containsExactly(400, 1200);
    assertThat(RungSchedule.of(1200, 3, 0.5).steps()).containsExactly(1200);
  }

  @Test
  void shortHorizonsRepeatNoRung() {
    assertThat(RungSchedule.of(2, 3, 0.01).steps()).containsExactly(1, 2);
    assertThat(RungSchedule.of(1, 3, 0.01).steps()).containsExactly(1);
  }

  @Test
  void rungsAreFoundByIndexAndByStep() {
    RungSchedule schedule = RungSchedule.of(1200, 3, 0.1);
    assertThat(schedule.count()).isEqualTo(3);
    assertThat(schedule.lastRung()).isEqualTo(2);
    assertThat(schedule.step(1)).isEqualTo(400);
    assertThat(schedule.maxSteps()).isEqualTo(1200);
    assertThat(schedule.rungAt(134)).hasValue(0);
    assertThat(schedule.rungAt(135)).isEmpty();
    assertThat(RungSchedule.horizonOnly(1200).steps()).containsExactly(1200);
  }

  @Test
  void cautionsAgainstRungsBeforeTwiceTheWarmupOrAQuarter() {
    assertThat(RungSchedule.of(1200, 3, 0.25).caution(0.1)).isEmpty();
    assertThat(RungSchedule.of(1000, 2, 0.25).caution(0.125)).isEmpty();
    assertThat(RungSchedule.of(1200, 3, 0.25).caution(0.2))
        .hasValueSatisfying(
            text ->
                assertThat(text)
                    .startsWith("The first rung is at step 400 of 1200, but before step 480"));
    assertThat(RungSchedule.of(1200, 3, 0.1).caution(0))
        .hasValueSatisfying(
            text -> assertThat(text).contains("step 134 of 1200").contains("step 300"));
    assertThat(RungSchedule.horizonOnly(1200).caution(0.9)).isEmpty();
  }

  @Test
  void rejectsWhatIsNoSchedule() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RungSchedule.of(1200, 1, 0.25))
        .withMessage("Invalid reduction factor: 1 (must be at least 2)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RungSchedule.of(1200, 3, 0))
        .withMessage("Invalid first rung: 0.0 (must be more than 0 and at most 1)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RungSchedule(List.of(400, 400), 3))
        .withMessageContaining("[400, 400] (must ascend from at least 1)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RungSchedule(List.of(), 3))
        .withMessageContaining("must have at least one");
  }
}
