package org.musweep.mup.parametrization;

import org.musweep.mup.shape.InfShape;

/** Ones on the diagonal of a matrix: {@code eye_}. */
public record IdentityInitializer() implements Initializer {

  @Override
  public String label() {
    return "eye_";
  }

  @Override
  public boolean isSymmetric() {
    return false;
  }

  @Override
  public InitialDistribution distribution(InfShape shape) {
    WidthChecks.factor(this, shape);
    if (shape.rank() != 2) {
      throw WidthChecks.refusal(this, shape, "only a matrix has a diagonal");
    }
    return new InitialDistribution.Identity();
  }
}
