package org.musweep.pipeline.sweep;

import java.util.ArrayList;
import java.util.List;

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
    if (trials == 0) {
      return List.of();
    }
    int packs = ceilDiv(trials, Math.min(laneLimit, wanted(waiting, slots)));
    List<Integer> sizes = new ArrayList<>();
    for (int pack = 0; pack < packs; pack++) {
      sizes.add(trials / packs + (pack < trials % packs ? 1 : 0));
    }
    return List.copyOf(sizes);
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
