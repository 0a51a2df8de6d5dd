package org.musweep.mup.parametrization;

/** The form of a distribution around zero that is given by its standard deviation. */
public enum Spread {
  /** Uniform between plus and minus the root of three standard deviations. */
  UNIFORM {
    @Override
    InitialDistribution around0(double std) {
      double bound = Math.sqrt(3) * std;
      return new InitialDistribution.Uniform(-bound, bound);
    }
  },
  /** Normal. */
  NORMAL {
    @Override
    InitialDistribution around0(double std) {
      return new InitialDistribution.Normal(0, std);
    }
  };

  abstract InitialDistribution around0(double std);
}
