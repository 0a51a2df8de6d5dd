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
      LearningRateSchedule schedule = new LearningRateSchedule(shape, 0.1, 1, 0, 100);
      for (int step = 1; step <= 10; step++) {
        assertThat(schedule.factor(step)).isCloseTo(step / 10.0, within(1e-15));
      }
      assertThat(schedule.factor(10)).isEqualTo(1);
      assertThat(schedule.factor(11))
          .isEqualTo(shape == Shape.INVERSE_SQUARE_ROOT ? Math.sqrt(10 / 11.0) : 1);
    }
  }

  @Test
  void constantStaysAtThePeak() {
    LearningRateSchedule schedule = new LearningRateSchedule(Shape.CONSTANT, 0, 1, 0.5, 10);
    for (int step = 1; step <= 20; step++) {
      assertThat(schedule.factor(step)).isEqualTo(1);
      assertThat(LearningRateSchedule.constant(10).factor(step)).isEqualTo(1);
    }
  }

  @Test
  void linearFallsByEqualAmounts() {
    LearningRateSchedule schedule = new LearningRateSchedule(Shape.LINEAR, 0.2, 1, 0.25, 50);
    for (int step = 10; step <= 50; step++) {
      double expected = 1 - 0.75 * Math.max(0, step - 11) / 40.0;
      assertThat(schedule.factor(step)).isCloseTo(expected, within(1e-15));
    }
  }

  @Test
  void cosineIsHalfAPeriod() {
    LearningRateSchedule schedule = new LearningRateSchedule(Shape.COSINE, 0, 1, 0.1, 8);
    assertThat(schedule.factor(1)).isEqualTo(1);
    assertThat(schedule.factor(3)).isCloseTo(0.1 + 0.9 * (2 + Math.sqrt(2)) / 4, within(1e-15));
    assertThat(schedule.factor(5)).isCloseTo(0.55, within(1e-15));
    assertThat(schedule.factor(7)).isCloseTo(0.1 + 0.9 * (2 - Math.sqrt(2)) / 4, within(1e-15));
  }

  @Test
  void warmupStableDecayFallsOverItsShareOnly() {
    LearningRateSchedule schedule =
        new LearningRateSchedule(Shape.WARMUP_STABLE_DECAY, 0.1, 0.25, 0.2, 80);
    for (int step = 8; step <= 61; step++) {
      assertThat(schedule.factor(step)).isEqualTo(1);
    }
    for (int step = 61; step <= 81; step++) {
      assertThat(schedule.factor(step)).isCloseTo(1 - 0.8 * (step - 61) / 20, within(1e-15));
    }
  }

  @Test
  void decayThatWouldBeginInTheWarmupBeginsAfterIt() {
    LearningRateSchedule stable =
        new LearningRateSchedule(Shape.WARMUP_STABLE_DECAY, 0.5, 0.75, 0, 40);
    LearningRateSchedule linear = new LearningRateSchedule(Shape.LINEAR, 0.5, 1, 0, 40);
    for (int step = 1; step <= 50; step++) {
      assertThat(stable.factor(step)).isEqualTo(linear.factor(step));
    }
  }

  @Test
  void inverseSquareRootIsThatOfTheStep() {
    LearningRateSchedule warm =
        new LearningRateSchedule(Shape.INVERSE_SQUARE_ROOT, 0.2, 1, 0.3, 100);
    LearningRateSchedule cold = new LearningRateSchedule(Shape.INVERSE_SQUARE_ROOT, 0, 1, 0, 100);
    assertThat(warm.factor(80)).isEqualTo(0.5);
    assertThat(warm.factor(1000)).isEqualTo(0.3);
    for (int step = 1; step <= 100; step++) {
      assertThat(cold.factor(step)).isCloseTo(1 / Math.sqrt(step), within(1e-15));
    }
  }

  @Test
  void decayEndsWithTheFinalShareAndStaysThere() {
    for (Shape shape : new Shape[] {Shape.LINEAR, Shape.COSINE, Shape.WARMUP_STABLE_DECAY}) {
      LearningRateSchedule schedule = new LearningRateSchedule(shape, 0.1, 1, 0.3, 40);
      assertThat(schedule.factor(40)).isGreaterThan(0.3);
      assertThat(schedule.factor(41)).isCloseTo(0.3, within(1e-15));
      assertThat(schedule.factor(400)).isCloseTo(0.3, within(1e-15));
    }
  }

  @Test
  void rejectsSharesOutOfRange() {
    assertThatThrownBy(() -> new LearningRateSchedule(Shape.LINEAR, 1, 1, 0, 10))
        .hasMessageContaining("warm-up share 1.0")
        .hasMessageContaining("must be in [0, 1)");
    assertThatThrownBy(() -> new LearningRateSchedule(Shape.LINEAR, 0, 1, 1.5, 10))
        .hasMessageContaining("final share 1.5");
    assertThatThrownBy(() -> new LearningRateSchedule(Shape.LINEAR, 0, 1, 0, 0))
        .hasMessageContaining("horizon 0");
    assertThatThrownBy(() -> new LearningRateSchedule(Shape.WARMUP_STABLE_DECAY, 0, 0, 0, 10))
        .hasMessageContaining("decay share 0.0");
  }
}
