package org.musweep.mup.parametrization;

import java.util.Optional;
import org.musweep.mup.shape.InfShape;

/**
 * One parameter of a model: all that a rule set needs to know about it.
 *
 * @param name unique within the model, such as {@code blocks.0.ffn.fc_1.weight}
 * @param role what it does
 * @param shape its shape with base sizes, without a lane dimension
 * @param place in the model's residual blocks, or outside of them
 */
public record ParameterDeclaration(
    String name, ParameterRole role, InfShape shape, BlockPlace place) {

  /** A parameter outside of residual blocks. */
  public ParameterDeclaration(String name, ParameterRole role, InfShape shape) {
    this(name, role, shape, BlockPlace.OUTSIDE);
  }

  /**
   * Checks the shape against the role, so that a vocabulary taken for a width, or a hidden layer
   * that is a readout, is found by name before anything is trained.
   *
   * @throws IllegalArgumentException if the role cannot have this shape
   */
  public ParameterDeclaration {
    Optional<String> problem = role.problem(shape);
    if (problem.isPresent()) {
      throw new IllegalArgumentException(
          "Invalid parameter "
              + name
              + ": role "
              + role.label()
              + " with shape "
              + shape.text()
              + ": "
              + problem.get());
    }
  }

  /** The same parameter at another place. */
  public ParameterDeclaration at(BlockPlace other) {
    return new ParameterDeclaration(name, role, shape, other);
  }
}
