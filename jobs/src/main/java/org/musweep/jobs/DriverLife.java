package org.musweep.jobs;

import java.time.Duration;
import java.util.Optional;
import org.musweep.pipeline.log.LeaseHolder;

/**
 * Whether a run's last driver is alive, as far as that can be told from here: a process of this
 * machine is looked up, another one's signs of life are counted on.
 *
 * @param driver the last one
 * @param silence since its last sign of life; empty if it has given none
 */
record DriverLife(LeaseHolder driver, Optional<Duration> silence) {

  /** A driver writes its state every ten seconds. */
  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(1);

  /** Whether it may be alive. */
  boolean isPossible() {
    return isHere()
        ? ProcessHandle.of(driver.pid()).isPresent()
        : silence.filter(time -> time.compareTo(LONGEST_SILENCE) > 0).isEmpty();
  }

  /** What is said of it while its state is that it runs. */
  String text(String step) {
    if (isHere()) {
      return isPossible()
          ? "%s is running (%s)".formatted(step, driver.text())
          : "%s was running when its process ended (%s); the same command resumes"
              .formatted(step, driver.text());
    }
    String sign = silence.map(ProgressText::duration).orElse("a while");
    return isPossible()
        ? "%s is running (%s, last sign of life %s ago)".formatted(step, driver.text(), sign)
        : "%s was running (%s), without a sign of life for %s: if that process is gone, the same command resumes"
            .formatted(step, driver.text(), sign);
  }

  private boolean isHere() {
    return driver.host().equals(LeaseHolder.thisProcess(0).host());
  }
}
