package org.musweep.mup.parametrization;

/** Activations with the gain that keeps the size of what passes through them. */
public enum Nonlinearity {
  /** No activation. */
  LINEAR,
  /** The logistic function. */
  SIGMOID,
  /** The hyperbolic tangent. */
  TANH,
  /** The positive part. */
  RELU,
  /** The positive part plus a slope times the negative part. */
  LEAKY_RELU,
  /** The scaled exponential linear unit. */
  SELU;

  /**
   * What a weight's standard deviation is multiplied with.
   *
   * <p>Source: PyTorch, {@code torch.nn.init.calculate_gain}; arXiv:1502.01852 for the leaky form.
   *
   * @param slope the negative slope of the leaky form; the others do not use it
   */
  public double gain(double slope) {
    return switch (this) {
      case LINEAR, SIGMOID -> 1;
      case TANH -> 5.0 / 3;
      case RELU -> Math.sqrt(2);
      case LEAKY_RELU -> Math.sqrt(2 / (1 + slope * slope));
      case SELU -> 0.75;
    };
  }
}
