package org.musweep.mup.optimizer;

import java.util.List;

/**
 * Where each lane of a stack is: lanes that were resumed from different checkpoints train together,
 * each by its own count.
 *
 * @param step of the lane that is least far, from 1
 * @param ahead how many steps each lane is further than that; empty if none is
 */
public record LaneSteps(int step, List<Integer> ahead) {

  /** Copies the list, which becomes empty if all lanes are as far, and checks it. */
  public LaneSteps {
    if (step < 1 || ahead.stream().anyMatch(each -> each < 0)) {
      throw new IllegalArgumentException(
          "Invalid steps of lanes: %d, and %s ahead (must be positive, and not negative)"
              .formatted(step, ahead));
    }
    ahead = ahead.stream().allMatch(each -> each == 0) ? List.of() : List.copyOf(ahead);
  }

  /** All lanes at one step. */
  public static LaneSteps shared(int step) {
    return new LaneSteps(step, List.of());
  }

  /** Whether all lanes are as far. */
  public boolean isShared() {
    return ahead.isEmpty();
  }

  /** A lane's own step. */
  public int of(int lane) {
    return ahead.isEmpty() ? step : step + ahead.get(lane);
  }

  /** The step of the lane that is furthest. */
  int furthest() {
    return step + ahead.stream().mapToInt(Integer::intValue).max().orElse(0);
  }
}
