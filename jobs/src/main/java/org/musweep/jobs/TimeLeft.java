package org.musweep.jobs;

import java.time.Duration;
import java.util.Optional;

/**
 * Tells how long a phase will still take from how fast it went so far.
 *
 * <p>Units: nanoseconds of {@link System#nanoTime} and steps, of whatever kind.
 */
final class TimeLeft {

  private static final Duration WARM_UP = Duration.ofSeconds(2);

  private final long startNanos;
  private final long startSteps;

  /** Starts where so many steps are done already. */
  TimeLeft(long startNanos, long startSteps) {
    this.startNanos = startNanos;
    this.startSteps = startSteps;
  }

  /** The time until {@code expected} steps are done; empty before that can be told. */
  Optional<Duration> at(long nanos, long done, long expected) {
    long elapsed = nanos - startNanos;
    long advanced = done - startSteps;
    if (advanced <= 0 || elapsed < WARM_UP.toNanos()) {
      return Optional.empty();
    }
    double left = (double) elapsed / advanced * Math.max(0, expected - done);
    return Optional.of(Duration.ofNanos(Math.round(left)));
  }
}
