package org.musweep.pipeline.sweep;

import java.util.Optional;

/** What is left of a search's budget. Its clock starts when it is made. */
final class Budget {

  private final BudgetSpec spec;
  private final SweepClock clock;
  private final long startedNanos;

  Budget(BudgetSpec spec, SweepClock clock) {
    this.spec = spec;
    this.clock = clock;
    startedNanos = clock.nanoTime();
  }

  /** At least 0. */
  long nanosLeft() {
    return Math.max(0, spec.wallClock().toNanos() - (clock.nanoTime() - startedNanos));
  }

  /** Why the search must end now; empty if there is time left. */
  Optional<String> timeIsUp() {
    return nanosLeft() > 0
        ? Optional.empty()
        : Optional.of("budget: its %d s are over".formatted(spec.wallClock().toSeconds()));
  }

  /** How many lanes can be trained that many steps. */
  int lanesLeft(long stepsSpent, int stepsPerLane) {
    long left = Math.max(0, spec.steps() - stepsSpent);
    return (int) Math.min(Integer.MAX_VALUE, left / stepsPerLane);
  }

  /** Why the search ends when no lane is left. */
  String stepsAreSpent(long stepsSpent) {
    return "budget: %d of its %d steps are spent, and no pack fits the rest"
        .formatted(stepsSpent, spec.steps());
  }
}
