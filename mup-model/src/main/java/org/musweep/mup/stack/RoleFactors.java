package org.musweep.mup.stack;

import org.musweep.mup.parametrization.ParameterRole;

/**
 * Factors by the role that a parameter plays, on top of what the scaling plan gives.
 *
 * @param embedding token and position tables, and the input weights of a model without tables
 * @param hidden weights between hidden layers
 * @param readout the output layer's weight
 */
public record RoleFactors(double embedding, double hidden, double readout) {

  /** All factors 1. */
  public static final RoleFactors NONE = new RoleFactors(1, 1, 1);

  /** The same factor for every role. */
  public static RoleFactors uniform(double factor) {
    return new RoleFactors(factor, factor, factor);
  }

  /** These factors, each times the same number. */
  public RoleFactors times(double factor) {
    return new RoleFactors(embedding * factor, hidden * factor, readout * factor);
  }

  /** The factor of a role; vectors (biases and gains) have 1. */
  public double of(ParameterRole role) {
    return switch (role) {
      case EMBEDDING, INPUT_WEIGHT -> embedding;
      case HIDDEN_WEIGHT -> hidden;
      case READOUT_WEIGHT -> readout;
      case BIAS, GAIN -> 1;
    };
  }
}
