package org.musweep.mup.data;

/**
 * Which training example stands in which row of which step's batch: a pure function of its
 * arguments, so that batches need no state, resume anywhere, and are the same for every model that
 * is trained with the same seed.
 *
 * <p>Tokens are drawn with replacement, each row an independent window start that does not depend
 * on the batch size. Images are drawn without replacement: each epoch is a permutation of all
 * examples keyed by seed and epoch, so nothing has to be shuffled or stored.
 */
public final class ExampleOrder {
  private static final int FEISTEL_ROUNDS = 6;

  private ExampleOrder() {}

  /**
   * The index of a training example.
   *
   * @param seed the data seed
   * @param step the batch, counted from 0
   * @param row the row of the batch, below {@code batchSize}
   * @param batchSize rows per batch
   * @param shape the examples' shape, which decides between the two ways of drawing
   * @param examples how many training examples there are
   * @return an index from 0 to {@code examples - 1}
   * @throws IllegalArgumentException if step or row is negative, row is not below the batch size,
   *     or there are no examples
   */
  public static long index(
      long seed, long step, int row, int batchSize, DataShape shape, long examples) {
    if (step < 0 || row < 0 || row >= batchSize || examples < 1) {
      throw new IllegalArgumentException(
          "Invalid place in the example order: step %d, row %d, batch size %d, examples %d"
              .formatted(step, row, batchSize, examples));
    }
    if (shape instanceof DataShape.Tokens) {
      return bounded(hash(seed, step, row), examples);
    }
    long position = Math.addExact(Math.multiplyExact(step, batchSize), row);
    return permuted(position % examples, examples, hash(seed, position / examples, 0));
  }

  /** Maps 64 random bits to 0 … bound - 1; the bias is below bound / 2^63. */
  private static long bounded(long bits, long bound) {
    return Math.multiplyHigh(bits >>> 1, bound << 1);
  }

  /**
   * A keyed permutation of 0 … size - 1: a Feistel network, applied again while it lands outside.
   */
  private static long permuted(long index, long size, long key) {
    int bits = Math.max(2, Long.SIZE - Long.numberOfLeadingZeros(size - 1));
    int half = (bits + 1) / 2;
    long mask = (1L << half) - 1;
    long value = index;
    do {
      long left = value >>> half;
      long right = value & mask;
      for (int round = 0; round < FEISTEL_ROUNDS; round++) {
        long next = left ^ (hash(key, round, right) & mask);
        left = right;
        right = next;
      }
      value = (left << half) | right;
    } while (value >= size);
    return value;
  }

  private static long hash(long key, long first, long second) {
    return mix(mix(mix(key + 0x9E3779B97F4A7C15L) + first) + second);
  }

  /** The finalizer of SplitMix64 after adding its increment: a bijection that spreads every bit. */
  private static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
