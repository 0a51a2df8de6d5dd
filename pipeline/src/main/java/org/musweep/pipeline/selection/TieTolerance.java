package org.musweep.pipeline.selection;

/**
 * The difference in loss below which two settings count as equally good: the larger of an absolute
 * and a relative one.
 *
 * @param nats an absolute difference
 * @param relative a share of the best loss
 */
public record TieTolerance(double nats, double relative) {

  /** What is used unless something else is asked for: 0.02 nats. */
  public static final TieTolerance DEFAULT = ofNats(0.02);

  /** Checks that both are finite and not negative. */
  public TieTolerance {
    if (!(nats >= 0 && Double.isFinite(nats)) || !(relative >= 0 && relative < 1)) {
      throw new IllegalArgumentException(
          "Invalid tie tolerance: %s nats, %s of the loss (must be at least 0, the share below 1)"
              .formatted(nats, relative));
    }
  }

  /** An absolute tolerance. */
  public static TieTolerance ofNats(double nats) {
    return new TieTolerance(nats, 0);
  }

  /** The margin around a best loss. */
  public double margin(double bestLoss) {
    return Math.max(nats, relative * Math.abs(bestLoss));
  }
}
