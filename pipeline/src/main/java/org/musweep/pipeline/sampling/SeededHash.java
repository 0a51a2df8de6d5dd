package org.musweep.pipeline.sampling;

/**
 * Random numbers by counter: a hash of a seed and the place where the number is used, instead of a
 * generator with state.
 *
 * <p>Source: the finalizer is variant 13 of David Stafford's mixers, as in {@link
 * java.util.SplittableRandom}; counters are spread by the golden ratio first.
 */
public final class SeededHash {

  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private SeededHash() {}

  /**
   * 64 random bits for a seed and two counters. For the same seed and first counter, another second
   * counter gives other bits, always.
   */
  public static long bits(long seed, long first, long second) {
    return mix(mix(mix(seed + GOLDEN) + GOLDEN * (first + 1)) + GOLDEN * (second + 1));
  }

  /** A random number that is at least 0 and less than 1, with 53 random bits. */
  static double unit(long seed, long first, long second) {
    return (bits(seed, first, second) >>> 11) * 0x1p-53;
  }

  private static long mix(long bits) {
    long mixed = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
