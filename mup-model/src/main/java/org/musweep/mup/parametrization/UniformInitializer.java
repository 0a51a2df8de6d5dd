package org.musweep.mup.parametrization;

import org.musweep.mup.shape.InfShape;

/** Uniformly distributed values between bounds given at base width: {@code uniform_}. */
public record UniformInitializer(double low, double high) implements Initializer {

  @Override
  public String label() {
    return "uniform_";
  }

  @Override
  public boolean isSymmetric() {
    return low == -high;
  }

  @Override
  public InitialDistribution distribution(InfShape shape) {
    double factor = WidthChecks.factor(this, shape);
    return new InitialDistribution.Uniform(factor * low, factor * high);
  }
}
