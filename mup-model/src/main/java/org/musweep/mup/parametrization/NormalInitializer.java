package org.musweep.mup.parametrization;

import org.musweep.mup.shape.InfShape;

/**
 * Normally distributed values: {@code normal_}.
 *
 * @param std standard deviation at base width
 */
public record NormalInitializer(double mean, double std) implements Initializer {

  @Override
  public String label() {
    return "normal_";
  }

  @Override
  public boolean isSymmetric() {
    return mean == 0;
  }

  @Override
  public InitialDistribution distribution(InfShape shape) {
    double factor = WidthChecks.factor(this, shape);
    return new InitialDistribution.Normal(factor * mean, factor * std);
  }
}
