package org.musweep.pipeline.sweep;

import java.util.List;
import java.util.stream.LongStream;
import org.musweep.pipeline.sampling.SeededHash;

/**
 * The seeds of a sweep's trainings, all derived from the sweep file's seed. No two of them are
 * equal, so what is chosen on some seeds is judged on others; and the first ones of a kind stay the
 * same when more are asked for.
 */
public final class SeedPlan {

  /** Keeps these numbers apart from those that samplers draw from the same seed. */
  private static final long COUNTER = -1;

  private SeedPlan() {}

  private enum Kind {
    EXPLORATION(0),
    FINALISTS(1),
    TRANSFER_CHECK(2),
    WIDE(3);

    private final long number;

    Kind(long number) {
      this.number = number;
    }
  }

  /** The seed of all trials of the exploration: they start alike and see the same data. */
  public static long exploration(SweepSpec spec) {
    return seed(spec, Kind.EXPLORATION, 0);
  }

  /** Seeds that all finalists share. */
  public static List<Long> finalists(SweepSpec spec, int count) {
    return seeds(spec, Kind.FINALISTS, count);
  }

  /** Seeds that all widths and learning rates of the transfer check share, and its controls. */
  public static List<Long> transferCheck(SweepSpec spec, int count) {
    return seeds(spec, Kind.TRANSFER_CHECK, count);
  }

  /** Seeds of the wide run. */
  public static List<Long> wide(SweepSpec spec, int count) {
    return seeds(spec, Kind.WIDE, count);
  }

  private static List<Long> seeds(SweepSpec spec, Kind kind, int count) {
    Bounds.atLeast("seeds", count, 0);
    return LongStream.range(0, count).mapToObj(index -> seed(spec, kind, index)).toList();
  }

  private static long seed(SweepSpec spec, Kind kind, long index) {
    return SeededHash.bits(spec.seed(), COUNTER, (kind.number << 32) | index);
  }
}
