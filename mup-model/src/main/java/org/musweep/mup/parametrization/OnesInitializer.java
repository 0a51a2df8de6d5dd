package org.musweep.mup.parametrization;

import org.musweep.mup.shape.InfShape;

/** Ones everywhere: {@code ones_}. */
public record OnesInitializer() implements Initializer {

  @Override
  public String label() {
    return "ones_";
  }

  @Override
  public boolean isSymmetric() {
    return false;
  }

  @Override
  public InitialDistribution distribution(InfShape shape) {
    return new InitialDistribution.Constant(WidthChecks.factor(this, shape));
  }
}
