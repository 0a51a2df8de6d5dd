package org.musweep.pipeline.sampling;

/**
 * The random numbers of one suggestion, one after the other; the same for the same seed and trial.
 */
final class Draws {

  private final long seed;
  private final int index;
  private long counter;

  /**
   * The numbers of a trial.
   *
   * @param stream keeps them apart from those that others draw from the same seed
   */
  Draws(long seed, long stream, int index) {
    this.seed = SeededHash.bits(seed, -1, stream);
    this.index = index;
  }

  /** At least 0 and less than 1. */
  double unit() {
    return SeededHash.unit(seed, index, counter++);
  }

  /** The number of an entry, drawn with a probability in proportion to its weight. */
  int pick(double[] weights) {
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    double left = unit() * total;
    for (int i = 0; i < weights.length - 1; i++) {
      left -= weights[i];
      if (left < 0) {
        return i;
      }
    }
    return weights.length - 1;
  }
}
