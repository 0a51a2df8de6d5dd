package org.musweep.pipeline.selection;

/**
 * How much single losses scatter.
 *
 * @param sumOfSquares of the residuals
 * @param degreesOfFreedom of that sum; 0 where nothing is known
 */
record Noise(double sumOfSquares, int degreesOfFreedom) {

  static final Noise UNKNOWN = new Noise(0, 0);

  boolean known() {
    return degreesOfFreedom > 0;
  }

  /** Both estimates together. */
  Noise and(Noise other) {
    return new Noise(sumOfSquares + other.sumOfSquares, degreesOfFreedom + other.degreesOfFreedom);
  }

  /** This, or the other if this is unknown. */
  Noise or(Noise other) {
    return known() ? this : other;
  }

  /** Variance of one loss; only if known. */
  double variance() {
    return sumOfSquares / degreesOfFreedom;
  }

  /** A difference of two means, each over that many seeds. */
  Estimate ofDifference(double difference, int seeds) {
    return known()
        ? Estimate.of(difference, Math.sqrt(2 * variance() / seeds), degreesOfFreedom, seeds)
        : Estimate.withoutNoise(difference, seeds);
  }

  /** Seeds that bring the standard error of a difference of means down to a target. */
  int seedsForStandardError(double target) {
    double seeds = Math.ceil(2 * variance() / (target * target));
    return (int) Math.min(Integer.MAX_VALUE, Math.max(1, seeds));
  }
}
