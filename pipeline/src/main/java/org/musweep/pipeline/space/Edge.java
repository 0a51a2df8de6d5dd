package org.musweep.pipeline.space;

import java.util.Optional;

/** An end of a numeric range. */
public enum Edge {
  /** The smallest value allowed. */
  LOW,
  /** The largest value allowed. */
  HIGH;

  /** The end that a position, 0 to 1, lies within {@code share} of; the nearer one, or none. */
  static Optional<Edge> near(double position, double share) {
    if (!(share >= 0 && share < 0.5)) {
      throw new IllegalArgumentException(
          "Invalid edge share: " + share + " (must be at least 0 and less than 0.5)");
    }
    if (position <= share) {
      return Optional.of(LOW);
    }
    return position >= 1 - share ? Optional.of(HIGH) : Optional.empty();
  }
}
