package org.musweep.mup.optimizer;

/**
 * Momentum of stochastic gradient descent, and of Muon's orthogonalized updates.
 *
 * @param coefficient μ in [0, 1)
 * @param form how the buffer enters the update; under SGD the same for all lanes of a stack
 * @param buffer how gradients enter the buffer; SGD knows sums only
 */
public record Momentum(double coefficient, Form form, Buffer buffer) {

  /** How the buffer enters the update. */
  public enum Form {
    /** The buffer is the update: {@code b}. */
    HEAVY_BALL,
    /** The buffer is looked at a step ahead: {@code αg + μb}, with the buffer's own α. */
    NESTEROV
  }

  /** How gradients enter the buffer. */
  public enum Buffer {
    /** {@code b ← μb + g}. */
    SUM,
    /** {@code b ← μb + (1 − μ)g}. */
    AVERAGE
  }

  /** No momentum. */
  public static final Momentum NONE = of(0);

  /** Checks the coefficient. */
  public Momentum {
    if (!(coefficient >= 0 && coefficient < 1)) {
      throw new IllegalArgumentException(
          "Invalid momentum: " + coefficient + " (must be in [0, 1))");
    }
  }

  /** Momentum that sums gradients. */
  public Momentum(double coefficient, Form form) {
    this(coefficient, form, Buffer.SUM);
  }

  /** Heavy-ball momentum. */
  public static Momentum of(double coefficient) {
    return new Momentum(coefficient, Form.HEAVY_BALL);
  }

  /** What a gradient is multiplied with on its way into the buffer. */
  double freshShare() {
    return buffer == Buffer.SUM ? 1 : 1 - coefficient;
  }
}
