package org.musweep.pipeline.sampling;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How wide the kernels of a Parzen estimator are: as far as to the farther neighbour.
 *
 * <p>The gap between an outermost observation and the end of the range does not count, so that an
 * optimum at the end is not smeared; widths stay between the range divided by the number of
 * kernels, at most 100, plus 1 and the whole range.
 *
 * <p>Source: S. Watanabe, Tree-structured Parzen estimator, arXiv:2304.11127, section 3.3.4, with
 * {@code consider_endpoints} off.
 */
final class TpeBandwidths {

  private static final double MOST_KERNELS = 100;

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
    double least = 1 / Math.min(MOST_KERNELS, 2.0 + count);
    int[] order =
        IntStream.range(0, count)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> observed[i]))
            .mapToInt(Integer::intValue)
            .toArray();
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
}
