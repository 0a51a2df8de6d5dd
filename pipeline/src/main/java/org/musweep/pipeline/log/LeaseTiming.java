package org.musweep.pipeline.log;

import java.time.Duration;

/**
 * How a driver shows that it lives, where no operating system's lock does.
 *
 * @param beat how often it writes a sign of life
 * @param expiry how long no new sign must come until it counts as dead, by the clock of who waits
 */
public record LeaseTiming(Duration beat, Duration expiry) {

  /** A sign every 5 seconds; a driver is dead after 30 without: a long pause is no death. */
  public static final LeaseTiming USUAL =
      new LeaseTiming(Duration.ofSeconds(5), Duration.ofSeconds(30));

  /** Checks that several signs may be missed. */
  public LeaseTiming {
    if (beat.isNegative() || beat.isZero() || expiry.compareTo(beat.multipliedBy(2)) < 0) {
      throw new IllegalArgumentException(
          "Invalid lease: a beat every %s, expiry after %s (must be at least two beats)"
              .formatted(beat, expiry));
    }
  }
}
