package org.musweep.pipeline.sampling;

import java.util.Arrays;

/**
 * How wide the kernels of a Parzen estimator are: as far as to the farther neighbour.
 *
 * <p>The gap between an outermost observation and the end of the range does not count, so that an
 * optimum at the end is not smeared; widths stay between 0.8 times the range divided by the number
 * of kernels (at most 100) plus 1, and the whole range.
 *
 * <p>Source: S. Watanabe, Tree-structured Parzen estimator, arXiv:2304.11127, section 3.3.4, with
 * {@code consider_endpoints} off.
 */
final class TpeBandwidths {

  private static final double MOST_KERNELS = 100;

  /** Optuna has 1; a little less comes closer to smooth optima. See docs/search.md. */
  private static final double LEAST_SHARE = 0.8;

  /** Coordinates have 33 binary digits, of which 1 has one more than the others. */
  private static final int DIGIT_BITS = 11;

  private static final int DIGIT_MASK = (1 << DIGIT_BITS) - 1;

  private TpeBandwidths() {}

  /** The observations, and the prior's centre at the end. */
  static double[] centres(double[] observed) {
    double[] centres = Arrays.copyOf(observed, observed.length + 1);
    centres[observed.length] = 0.5;
    return centres;
  }

  /** The standard deviations of the kernels at these observations, and of the prior at the end. */
  static double[] of(double[] observed) {
    int count = observed.length;
    double least = LEAST_SHARE / Math.min(MOST_KERNELS, 2.0 + count);
    int[] order = order(observed);
    double[] widths = new double[count + 1];
    for (int rank = 0; rank < count; rank++) {
      double here = observed[order[rank]];
      double left = here - (rank == 0 ? 0 : observed[order[rank - 1]]);
      double right = (rank == count - 1 ? 1 : observed[order[rank + 1]]) - here;
      double width = Math.max(left, right);
      if (count > 1 && rank == 0) {
        width = right;
      } else if (count > 1 && rank == count - 1) {
        width = left;
      }
      widths[order[rank]] = Math.min(1, Math.max(least, width));
    }
    widths[count] = 1;
    return widths;
  }

  /**
   * The numbers of coordinates in ascending order, as far as 32 binary digits tell them apart;
   * equals in their order. Sorted digit by digit, which takes time in proportion to their number.
   */
  private static int[] order(double[] units) {
    long[] keys = new long[units.length];
    int[] order = new int[units.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = (long) (units[i] * 0x1p32);
      order[i] = i;
    }
    for (int shift = 0; shift <= Integer.SIZE; shift += DIGIT_BITS) {
      order = sorted(order, keys, shift);
    }
    return order;
  }

  private static int[] sorted(int[] order, long[] keys, int shift) {
    int[] starts = new int[DIGIT_MASK + 2];
    for (long key : keys) {
      starts[(int) (key >>> shift & DIGIT_MASK) + 1]++;
    }
    for (int digit = 0; digit < DIGIT_MASK; digit++) {
      starts[digit + 1] += starts[digit];
    }
    int[] sorted = new int[order.length];
    for (int number : order) {
      sorted[starts[(int) (keys[number] >>> shift & DIGIT_MASK)]++] = number;
    }
    return sorted;
  }
}
