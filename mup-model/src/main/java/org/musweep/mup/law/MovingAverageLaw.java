package org.musweep.mup.law;

/**
 * What an exponential average of gradients does to the batch that an update is made from.
 *
 * <p>Both follow from an average of independent gradients, whose variance is (1 − β)/(1 + β) of
 * theirs.
 *
 * @param decay β₁, or the momentum
 */
public record MovingAverageLaw(double decay) {

  /** Checks the decay. */
  public MovingAverageLaw {
    Positive.checkDecay("decay", decay);
  }

  /** The batch size whose gradient is as noisy as the average: B(1 + β₁)/(1 − β₁). */
  public double effectiveBatch(double batch) {
    return Positive.check("batch size", batch) * (1 + decay) / (1 - decay);
  }

  /** The root mean square of Adam's update where noise prevails: √((1 − β₁)/(1 + β₁)). */
  public double updateSize() {
    return Math.sqrt((1 - decay) / (1 + decay));
  }
}
