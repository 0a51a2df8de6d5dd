package org.musweep.pipeline.wide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.musweep.pipeline.sweep.WideSpec.DivergenceWatch;

class DivergenceAlarmTest {

  private final DivergenceAlarm alarm = new DivergenceAlarm(DivergenceWatch.DEFAULTS, 4);

  @Test
  void runThatLearnsIsLeftAlone() {
    for (int step = 1; step < 100; step++) {
      double noise = step % 2 == 0 ? 0.05 : -0.05;
      assertThat(alarm.observe(step, 1 + 3.0 / step + noise)).isEmpty();
    }
    assertThat(alarm.verdict()).isEmpty();
  }

  @Test
  void oneBadBatchIsNoReason() {
    observe(20, 1);

    assertThat(alarm.observe(21, 2.5)).isEmpty();
    assertThat(alarm.observe(22, 1)).isEmpty();
  }

  @Test
  void warnsOnceAndAgainAfterRecovery() {
    observe(20, 1);

    assertThat(firstWarning(20, 2.2))
        .hasValueSatisfying(text -> assertThat(text).contains("% of what was learned is lost"));
    assertThat(firstWarning(10, 2.2)).isEmpty();
    observe(20, 1);
    assertThat(firstWarning(20, 2.2)).isPresent();
    assertThat(alarm.verdict()).isEmpty();
  }

  @Test
  void endsTheRunWhenAllIsLost() {
    observe(20, 1);
    observe(20, 5);

    assertThat(alarm.verdict()).isPresent();
  }

  @Test
  void lossAboveTheBaselineAtTheStartIsNoReason() {
    observe(20, 9);
    observe(20, 12);

    assertThat(alarm.verdict()).isEmpty();
  }

  /** From 4 to 3.9, which is less than a twentieth, and back. */
  @Test
  void runThatHasLearnedNextToNothingHasNothingToLose() {
    assertThat(firstWarning(20, 3.9)).isEmpty();
    assertThat(firstWarning(20, 4)).isEmpty();
    assertThat(alarm.verdict()).isEmpty();

    observe(20, 3.7);
    assertThat(firstWarning(20, 4.1)).isPresent();
    assertThat(alarm.verdict()).isPresent();
  }

  private void observe(int times, double loss) {
    for (int step = 1; step <= times; step++) {
      alarm.observe(step, loss);
    }
  }

  private Optional<String> firstWarning(int times, double loss) {
    Optional<String> found = Optional.empty();
    for (int step = 1; step <= times; step++) {
      Optional<String> warning = alarm.observe(step, loss);
      found = found.isPresent() ? found : warning;
    }
    return found;
  }
}
