package org.musweep.pipeline.trial;

import java.util.Comparator;
import java.util.List;

/**
 * What a lane's step takes in a stack of so many lanes.
 *
 * @param lanes of the stack
 * @param seconds of a slot, per lane and optimizer step
 */
public record LaneTime(int lanes, double seconds) {

  /** Within this of the shortest time, fewer lanes are better: a pack comes to its rung sooner. */
  private static final double TOLERANCE = 0.05;

  /** Checks that both are positive. */
  public LaneTime {
    if (lanes < 1 || !(seconds > 0)) {
      throw new IllegalArgumentException(
          "Invalid lane time: %d lanes, %s s (must be positive)".formatted(lanes, seconds));
    }
  }

  /**
   * The number of lanes to train together: the fewest with nearly the shortest time.
   *
   * @param times of one shape; at least one
   */
  public static int best(List<LaneTime> times) {
    double shortest = times.stream().mapToDouble(LaneTime::seconds).min().orElseThrow();
    return times.stream()
        .filter(time -> time.seconds() <= shortest * (1 + TOLERANCE))
        .min(Comparator.comparingInt(LaneTime::lanes))
        .orElseThrow()
        .lanes();
  }
}
