package org.musweep.mup.parametrization;

import org.musweep.mup.shape.InfShape;

/**
 * Normally distributed values between bounds, all given at base width: {@code trunc_normal_}.
 *
 * @param std standard deviation before truncation
 */
public record TruncatedNormalInitializer(double mean, double std, double low, double high)
    implements Initializer {

  @Override
  public String label() {
    return "trunc_normal_";
  }

  @Override
  public boolean isSymmetric() {
    return mean == 0 && low == -high;
  }

  @Override
  public InitialDistribution distribution(InfShape shape) {
    double factor = WidthChecks.factor(this, shape);
    return new InitialDistribution.TruncatedNormal(
        factor * mean, factor * std, factor * low, factor * high);
  }
}
