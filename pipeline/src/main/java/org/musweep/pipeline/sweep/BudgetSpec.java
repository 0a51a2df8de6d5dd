package org.musweep.pipeline.sweep;

import java.time.Duration;

/**
 * When the search ends although trials are left.
 *
 * @param wallClock time since the search began; {@link #FOREVER} if not limited
 * @param trials trials started; {@link Long#MAX_VALUE} if not limited
 * @param steps optimizer steps of all trials together; {@link Long#MAX_VALUE} if not limited
 */
public record BudgetSpec(Duration wallClock, long trials, long steps) {

  /** A hundred years: no limit. */
  public static final Duration FOREVER = Duration.ofDays(36_525);

  /** No limits. */
  public static final BudgetSpec UNLIMITED =
      new BudgetSpec(FOREVER, Long.MAX_VALUE, Long.MAX_VALUE);

  /** Checks each component. */
  public BudgetSpec {
    Bounds.require(
        !wallClock.isNegative() && !wallClock.isZero() && wallClock.compareTo(FOREVER) <= 0,
        "wall clock",
        wallClock,
        "above 0 and at most a hundred years");
    Bounds.atLeast("trials", trials, 1);
    Bounds.atLeast("steps", steps, 1);
  }

  /** Whether there is a limit of time. */
  public boolean limitsWallClock() {
    return !wallClock.equals(FOREVER);
  }
}
