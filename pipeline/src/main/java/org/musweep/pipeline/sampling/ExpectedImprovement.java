package org.musweep.pipeline.sampling;

import org.apache.commons.numbers.gamma.Erfcx;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The logarithm of how much less than the best value so far a normal value is expected to be.
 *
 * <p>Source: S. Ament et al., Unexpected improvements to expected improvement, arXiv:2310.20708,
 * equation 9; where the improvement underflows its logarithm does not.
 */
final class ExpectedImprovement {

  private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);
  private static final double LOG_ROOT_TWO_PI = 0.5 * StrictMath.log(2 * Math.PI);
  private static final double ROOT_HALF_PI = Math.sqrt(Math.PI / 2);
  private static final double FAR = -25;
  private static final double VERY_FAR = -1e6;

  private ExpectedImprovement() {}

  /** ln E[max(best − value, 0)] for a value of this mean and standard deviation. */
  static double log(double best, double mean, double deviation) {
    return logOfStandard((best - mean) / deviation) + StrictMath.log(deviation);
  }

  /** ln (zΦ(z) + φ(z)). */
  static double logOfStandard(double z) {
    if (z >= FAR) {
      return StrictMath.log(z * STANDARD.cumulativeProbability(z) + STANDARD.density(z));
    }
    double tail = -0.5 * z * z - LOG_ROOT_TWO_PI;
    return z > VERY_FAR
        ? tail + StrictMath.log1p(ROOT_HALF_PI * z * Erfcx.value(-z / Math.sqrt(2)))
        : tail - 2 * StrictMath.log(-z);
  }
}
