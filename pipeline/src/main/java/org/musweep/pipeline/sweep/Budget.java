package org.musweep.pipeline.sweep;

import java.time.Duration;
import java.util.Optional;
import org.musweep.pipeline.sweep.SearchOutcome.Kind;

/** What is left of a search's budget. Its clock starts when it is made. */
final class Budget {

  private static final double SECONDS_PER_HOUR = 3600;

  private final BudgetSpec spec;
  private final SweepClock clock;
  private final long startedNanos;
  private final long nanosAtStart;

  /**
   * A budget of which something may be spent.
   *
   * @param before how the search ended before, if it is gone on with: the time of a budget that was
   *     used up stays used up
   */
  Budget(BudgetSpec spec, SweepClock clock, Optional<SearchOutcome> before) {
    this.spec = spec;
    this.clock = clock;
    startedNanos = clock.nanoTime();
    nanosAtStart =
        before
            .filter(outcome -> outcome.kind() == Kind.WALL_CLOCK)
            .map(outcome -> Duration.parse(outcome.limit()).toNanos())
            .orElse(0L);
  }

  /** At least 0. */
  long nanosLeft() {
    long spent = nanosAtStart + (clock.nanoTime() - startedNanos);
    return Math.max(0, spec.wallClock().toNanos() - spent);
  }

  boolean timeIsUp() {
    return nanosLeft() == 0;
  }

  /** How many lanes can be trained that many steps. */
  int lanesLeft(long stepsSpent, int stepsPerLane) {
    long left = Math.max(0, spec.steps() - stepsSpent);
    return (int) Math.min(Integer.MAX_VALUE, left / stepsPerLane);
  }

  /** What forbids to start another pack, whatever its size. */
  Optional<Kind> spent(Board board) {
    if (board.deviceSeconds() >= spec.deviceHours() * SECONDS_PER_HOUR) {
      return Optional.of(Kind.DEVICE_HOURS);
    }
    return board.tally().endedSinceImprovement() >= spec.stall().trials()
        ? Optional.of(Kind.NO_IMPROVEMENT)
        : Optional.empty();
  }

  /** A budget's limit in the form that the log has. */
  String limit(Kind kind) {
    return switch (kind) {
      case COMPLETED -> "";
      case WALL_CLOCK -> spec.wallClock().toString();
      case TRIALS -> Long.toString(spec.trials());
      case STEPS -> Long.toString(spec.steps());
      case DEVICE_HOURS -> Double.toString(spec.deviceHours());
      case NO_IMPROVEMENT -> Integer.toString(spec.stall().trials());
    };
  }

  /** Whether an earlier end still holds: the budget that made it has not been raised. */
  boolean stillHolds(SearchOutcome before) {
    return before.isByBudget()
        && before.kind() != Kind.TRIALS
        && limit(before.kind()).equals(before.limit());
  }
}
