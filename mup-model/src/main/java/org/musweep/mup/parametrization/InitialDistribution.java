package org.musweep.mup.parametrization;

/** What the initial values of a parameter are drawn from. */
public sealed interface InitialDistribution {

  /**
   * A normal distribution.
   *
   * @param std its standard deviation
   */
  record Normal(double mean, double std) implements InitialDistribution {}

  /** A uniform distribution between two bounds. */
  record Uniform(double low, double high) implements InitialDistribution {}

  /**
   * A normal distribution of which only values between two bounds are taken.
   *
   * @param std the standard deviation before truncation
   */
  record TruncatedNormal(double mean, double std, double low, double high)
      implements InitialDistribution {}

  /** The same value everywhere. */
  record Constant(double value) implements InitialDistribution {}

  /** Ones on the diagonal of a matrix, zeros elsewhere. */
  record Identity() implements InitialDistribution {}
}
