package org.musweep.pipeline.sweep;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How many lanes packs have.
 *
 * @param lanes what the sweep file says
 */
public record Packing(ExecutionSpec.Lanes lanes) {

  /**
   * Most lanes of a pack whose size is not set. Stacking saves the overhead of each operation,
   * which sixteen small models no longer notice; beyond that a pack only takes longer to come to a
   * rung, and a lost one costs more.
   */
  static final int MAX_LANES = 16;

  /**
   * Splits trials of one kind into packs of nearly equal size, the larger ones first.
   *
   * @param trials how many trials of this kind wait
   * @param laneLimit most lanes of a pack of this kind
   * @param waiting how many trials wait in all, for the same slots
   * @param slots how many packs can start
   */
  public List<Integer> split(int trials, int laneLimit, int waiting, int slots) {
    return sizes(trials, laneLimit, waiting, slots).toList();
  }

  /** What {@link #split} says, as far as it is asked for. */
  Stream<Integer> sizes(int trials, int laneLimit, int waiting, int slots) {
    if (trials == 0) {
      return Stream.empty();
    }
    int packs = ceilDiv(trials, Math.min(laneLimit, wanted(waiting, slots)));
    return IntStream.range(0, packs)
        .mapToObj(pack -> trials / packs + (pack < trials % packs ? 1 : 0));
  }

  private int wanted(int waiting, int slots) {
    return lanes instanceof ExecutionSpec.Lanes.Fixed fixed
        ? fixed.count()
        : Math.min(MAX_LANES, ceilDiv(waiting, slots));
  }

  private static int ceilDiv(int dividend, int divisor) {
    return (dividend + divisor - 1) / divisor;
  }
}
