package org.musweep.pipeline.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StepWatchdogTest {

  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

  @Test
  void taskWithoutStepsIsToldOfOnce() throws InterruptedException {
    try (StepWatchdog watchdog = StepWatchdog.start(Duration.ofMillis(20), told::add)) {
      watchdog.stepped();

      assertThat(told.poll(1, TimeUnit.MINUTES)).isEqualTo("made no step for 0.02s");
    }
    assertThat(told).isEmpty();
  }

  @Test
  void whatItSaysIsFoundInALongerText() {
    String text = "Job 3 cancelled made no step for 1h30m\n\tat org.apache";

    var matcher = StepWatchdog.REASON.matcher(text);

    assertThat(matcher.find()).isTrue();
    assertThat(matcher.group()).isEqualTo("made no step for 1h30m");
  }

  @Test
  void taskThatEndsInTimeIsNotToldOf() {
    try (StepWatchdog watchdog = StepWatchdog.start(Duration.ofHours(1), told::add)) {
      watchdog.stepped();
    }
    assertThat(told).isEmpty();
  }
}
