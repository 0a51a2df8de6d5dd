package org.musweep.pipeline.sweep;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.musweep.pipeline.log.StudyState;

/**
 * How many lanes packs have.
 *
 * @param lanes what the sweep file says
 * @param most lanes of a pack where the sweep file leaves it open
 */
public record Packing(ExecutionSpec.Lanes lanes, int most) {

  /** Most lanes that are timed. */
  static final int MOST_MEASURED = 64;

  /**
   * Most lanes of a pack whose size is neither set nor measured. Stacking saves the overhead of
   * each operation, which sixteen small models no longer notice; beyond that a pack only takes
   * longer to come to a rung, and a lost one costs more.
   */
  static final int MAX_LANES = 16;

  /** Packs of what the sweep file says, where nothing was measured. */
  public static Packing of(SweepSpec spec) {
    return new Packing(spec.execution().lanes(), MAX_LANES);
  }

  /** Packs of what the sweep file says, or else of what a study has measured at a width. */
  public static Packing of(SweepSpec spec, StudyState study, int width) {
    return new Packing(spec.execution().lanes(), study.measuredLanes(width).orElse(MAX_LANES));
  }

  /**
   * Splits trials of one kind into packs of nearly equal size, the larger ones first. Where the
   * sweep file leaves the number of lanes open there are as many packs for each slot, so that none
   * is without work while another trains the last one.
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
    if (lanes instanceof ExecutionSpec.Lanes.Fixed fixed) {
      return fixed.count();
    }
    int rounds = ceilDiv(ceilDiv(waiting, slots), most);
    return ceilDiv(ceilDiv(waiting, slots), rounds);
  }

  private static int ceilDiv(int dividend, int divisor) {
    return (dividend + divisor - 1) / divisor;
  }
}
