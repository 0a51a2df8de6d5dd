package org.musweep.pipeline.rung;

import java.util.List;

/**
 * Everything a pruner may look at: what was seen and decided at every rung so far.
 *
 * @param schedule the rungs' steps
 * @param rungs one state per rung of the schedule, from the first to the last
 */
public record Ladder(RungSchedule schedule, List<RungState> rungs) {

  /** Copies the states and checks that there is one per rung. */
  public Ladder {
    rungs = List.copyOf(rungs);
    if (rungs.size() != schedule.count()) {
      throw new IllegalArgumentException(
          "Invalid ladder: it has %d rungs (must be %d, one per step of %s)"
              .formatted(rungs.size(), schedule.count(), schedule.steps()));
    }
  }

  /** The state of a rung, counted from 0. */
  public RungState rung(int index) {
    return rungs.get(index);
  }
}
