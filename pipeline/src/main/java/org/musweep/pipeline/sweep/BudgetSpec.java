package org.musweep.pipeline.sweep;

import java.time.Duration;

/**
 * When the search ends although trials are left.
 *
 * @param wallClock time since the search began; {@link #FOREVER} if not limited
 * @param trials trials started; {@link Long#MAX_VALUE} if not limited
 * @param steps optimizer steps of all trials together; {@link Long#MAX_VALUE} if not limited
 * @param deviceHours hours that packs train, each on one GPU or its cores; infinite if not limited
 * @param stall when no improvement is likely any more
 */
public record BudgetSpec(
    Duration wallClock, long trials, long steps, double deviceHours, Stall stall) {

  /** A hundred years: no limit. */
  public static final Duration FOREVER = Duration.ofDays(36_525);

  /** No limits. */
  public static final BudgetSpec UNLIMITED =
      new BudgetSpec(FOREVER, Long.MAX_VALUE, Long.MAX_VALUE);

  /** Limits of time, trials and steps only. */
  public BudgetSpec(Duration wallClock, long trials, long steps) {
    this(wallClock, trials, steps, Double.POSITIVE_INFINITY, Stall.NEVER);
  }

  /**
   * The rule that ends a search which no longer finds anything better: so many trials in a row
   * ended without a loss at the horizon that is lower by more than the least improvement. If trials
   * come in no particular order, the next one is then better with a probability of about 1 in
   * (trials + 2), by the rule of succession.
   *
   * @param trials in a row; {@link Integer#MAX_VALUE} for never
   * @param minImprovement in nats
   */
  public record Stall(int trials, double minImprovement) {

    /** What counts as an improvement unless the file says otherwise. */
    public static final double MIN_IMPROVEMENT = 0.01;

    /** No such rule. */
    public static final Stall NEVER = new Stall(Integer.MAX_VALUE, MIN_IMPROVEMENT);

    /** Checks both components. */
    public Stall {
      Bounds.atLeast("trials without improvement", trials, 1);
      Bounds.require(minImprovement >= 0, "least improvement", minImprovement, "at least 0");
    }
  }

  /** Checks each component. */
  public BudgetSpec {
    Bounds.require(
        !wallClock.isNegative() && !wallClock.isZero() && wallClock.compareTo(FOREVER) <= 0,
        "wall clock",
        wallClock,
        "above 0 and at most a hundred years");
    Bounds.atLeast("trials", trials, 1);
    Bounds.atLeast("steps", steps, 1);
    Bounds.positive("device hours", deviceHours);
  }

  /** Whether there is a limit of time. */
  public boolean limitsWallClock() {
    return !wallClock.equals(FOREVER);
  }
}
