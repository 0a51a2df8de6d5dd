package org.musweep.mup.optimizer;

/**
 * Momentum of stochastic gradient descent.
 *
 * @param coefficient μ in [0, 1)
 * @param form how the buffer enters the update; the same for all lanes of a stack
 */
public record Momentum(double coefficient, Form form) {

  /** How the buffer enters the update. */
  public enum Form {
    /** {@code w ← w − lr·b}. */
    HEAVY_BALL,
    /** {@code w ← w − lr·(g + μb)}. */
    NESTEROV
  }

  /** No momentum. */
  public static final Momentum NONE = new Momentum(0, Form.HEAVY_BALL);

  /** Checks the coefficient. */
  public Momentum {
    if (!(coefficient >= 0 && coefficient < 1)) {
      throw new IllegalArgumentException(
          "Invalid momentum: " + coefficient + " (must be in [0, 1))");
    }
  }

  /** Heavy-ball momentum. */
  public static Momentum of(double coefficient) {
    return new Momentum(coefficient, Form.HEAVY_BALL);
  }
}
