package org.musweep.mup.stack;

import java.util.List;
import java.util.OptionalInt;
import org.musweep.mup.parametrization.ParameterRole;

/**
 * Factors by the role that a parameter plays and by the block that it is in, on top of what the
 * scaling plan gives. A parameter has the product of both.
 *
 * @param embedding token and position tables, and the input weights of a model without tables
 * @param hidden weights between hidden layers
 * @param readout the output layer's weight
 * @param vector biases and gains
 * @param blocks one per block, from the input on; blocks beyond them have 1
 */
public record RoleFactors(
    double embedding, double hidden, double readout, double vector, List<Double> blocks) {

  /** All factors 1. */
  public static final RoleFactors NONE = uniform(1);

  /** Copies the blocks' factors. */
  public RoleFactors {
    blocks = List.copyOf(blocks);
  }

  /** Factors of weights; those of vectors and of blocks are 1. */
  public RoleFactors(double embedding, double hidden, double readout) {
    this(embedding, hidden, readout, 1, List.of());
  }

  /** The same factor for the weights of every role. */
  public static RoleFactors uniform(double factor) {
    return new RoleFactors(factor, factor, factor);
  }

  /** These factors, those of weights each times the same number. */
  public RoleFactors times(double factor) {
    return new RoleFactors(embedding * factor, hidden * factor, readout * factor, vector, blocks);
  }

  /**
   * The factor of a parameter.
   *
   * @param block where it is, counted from 0; empty for one that is in no block
   */
  public double of(ParameterRole role, OptionalInt block) {
    double ofBlock =
        block.isPresent() && block.getAsInt() < blocks.size() ? blocks.get(block.getAsInt()) : 1;
    return ofBlock
        * switch (role) {
          case EMBEDDING, INPUT_WEIGHT -> embedding;
          case HIDDEN_WEIGHT -> hidden;
          case READOUT_WEIGHT -> readout;
          case BIAS, GAIN -> vector;
        };
  }
}
