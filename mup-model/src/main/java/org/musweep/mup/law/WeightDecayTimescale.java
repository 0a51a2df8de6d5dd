package org.musweep.mup.law;

/**
 * How long AdamW remembers an update: its weights are an exponential average of their updates over
 * 1/(learning rate · coefficient) steps. The best share of a training that this time takes changes
 * little with the model and the number of examples.
 *
 * <p>Units: optimizer steps. Source: X. Wang and L. Aitchison, How to set AdamW's weight decay as
 * you scale model and dataset size, arXiv:2405.13698.
 *
 * @param steps of the time scale, positive; infinite without weight decay
 */
public record WeightDecayTimescale(double steps) {

  /** Checks that the time is positive. */
  public WeightDecayTimescale {
    if (!(steps > 0)) {
      throw new IllegalArgumentException("Invalid time scale: " + steps + " (must be above 0)");
    }
  }

  /**
   * The time scale of a training.
   *
   * @param learningRate of the parameter, its factors included
   * @param coefficient of its weight decay, factors included; 0 for none
   */
  public static WeightDecayTimescale of(double learningRate, double coefficient) {
    Positive.check("learning rate", learningRate);
    if (!(coefficient >= 0) || Double.isInfinite(coefficient)) {
      throw new IllegalArgumentException(
          "Invalid weight decay: " + coefficient + " (must be at least 0 and finite)");
    }
    return new WeightDecayTimescale(1 / (learningRate * coefficient));
  }

  /** The time as a share of that many steps: of an epoch, or of the whole training. */
  public double share(double ofSteps) {
    return steps / Positive.check("steps", ofSteps);
  }

  /** The coefficient that gives this time at a learning rate. */
  public double coefficient(double learningRate) {
    return 1 / (Positive.check("learning rate", learningRate) * steps);
  }

  /**
   * The time that is the same share of another number of steps.
   *
   * @param stepsFactor the new number of steps over the old one
   */
  public WeightDecayTimescale stretched(double stepsFactor) {
    return new WeightDecayTimescale(steps * Positive.check("steps factor", stepsFactor));
  }

  /**
   * What the coefficient is multiplied with so that the time stays the same share of the training.
   *
   * @param learningRateFactor the new learning rate over the old one
   * @param stepsFactor the new number of steps over the old one
   */
  public static double coefficientFactor(double learningRateFactor, double stepsFactor) {
    return 1
        / (Positive.check("learning rate factor", learningRateFactor)
            * Positive.check("steps factor", stepsFactor));
  }
}
