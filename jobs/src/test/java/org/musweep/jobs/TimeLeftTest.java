package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimeLeftTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final TimeLeft left = new TimeLeft(100 * SECOND, 40);

  @Test
  void goesOnAtTheSamePace() {
    // 20 steps in 10 seconds, 30 to go.
    assertThat(left.at(110 * SECOND, 60, 90)).contains(Duration.ofSeconds(15));
  }

  @Test
  void isNotToldTooEarly() {
    assertThat(left.at(101 * SECOND, 60, 90)).isEmpty();
    assertThat(left.at(110 * SECOND, 40, 90)).isEmpty();
  }

  @Test
  void isNothingWhenMoreIsDoneThanExpected() {
    assertThat(left.at(110 * SECOND, 95, 90)).contains(Duration.ZERO);
  }
}
