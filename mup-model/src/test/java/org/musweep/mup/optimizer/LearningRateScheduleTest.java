package org.musweep.mup.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.musweep.mup.optimizer.LearningRateSchedule.Shape;

class LearningRateScheduleTest {

  @Test
  void warmupRisesLinearlyToThePeak() {
    for (Shape shape : Shape.values()) {
      LearningRateSchedule schedule = new LearningRateSchedule(shape, 0.1, 0, 100);
      for (int step = 1; step <= 10; step++) {
        assertThat(schedule.factor(step)).isCloseTo(step / 10.0, within(1e-15));
      }
      assertThat(schedule.factor(11)).isEqualTo(1);
    }
  }

  @Test
  void constantStaysAtThePeak() {
    LearningRateSchedule schedule = new LearningRateSchedule(Shape.CONSTANT, 0, 0.5, 10);
    for (int step = 1; step <= 20; step++) {
      assertThat(schedule.factor(step)).isEqualTo(1);
      assertThat(LearningRateSchedule.constant(10).factor(step)).isEqualTo(1);
    }
  }

  @Test
  void linearFallsByEqualAmounts() {
    LearningRateSchedule schedule = new LearningRateSchedule(Shape.LINEAR, 0.2, 0.25, 50);
    for (int step = 10; step <= 50; step++) {
      double expected = 1 - 0.75 * Math.max(0, step - 11) / 40.0;
      assertThat(schedule.factor(step)).isCloseTo(expected, within(1e-15));
    }
  }

  @Test
  void cosineIsHalfAPeriod() {
    LearningRateSchedule schedule = new LearningRateSchedule(Shape.COSINE, 0, 0.1, 8);
    assertThat(schedule.factor(1)).isEqualTo(1);
    assertThat(schedule.factor(3)).isCloseTo(0.1 + 0.9 * (2 + Math.sqrt(2)) / 4, within(1e-15));
    assertThat(schedule.factor(5)).isCloseTo(0.55, within(1e-15));
    assertThat(schedule.factor(7)).isCloseTo(0.1 + 0.9 * (2 - Math.sqrt(2)) / 4, within(1e-15));
  }

  @Test
  void decayEndsWithTheFinalShareAndStaysThere() {
    for (Shape shape : new Shape[] {Shape.LINEAR, Shape.COSINE}) {
      LearningRateSchedule schedule = new LearningRateSchedule(shape, 0.1, 0.3, 40);
      assertThat(schedule.factor(40)).isGreaterThan(0.3);
      assertThat(schedule.factor(41)).isCloseTo(0.3, within(1e-15));
      assertThat(schedule.factor(400)).isCloseTo(0.3, within(1e-15));
    }
  }

  @Test
  void rejectsSharesOutOfRange() {
    assertThatThrownBy(() -> new LearningRateSchedule(Shape.LINEAR, 1, 0, 10))
        .hasMessageContaining("warm-up share 1.0")
        .hasMessageContaining("must be in [0, 1)");
    assertThatThrownBy(() -> new LearningRateSchedule(Shape.LINEAR, 0, 1.5, 10))
        .hasMessageContaining("final share 1.5");
    assertThatThrownBy(() -> new LearningRateSchedule(Shape.LINEAR, 0, 0, 0))
        .hasMessageContaining("horizon 0");
  }
}
