package org.musweep.mup.parametrization;

import org.musweep.mup.shape.InfShape;

/**
 * The rows of a rule table: parameters that scale alike.
 *
 * <p>Source: arXiv:2203.03466, table 8 (input weights and all biases, output weights, hidden
 * weights).
 */
public enum WidthClass {
  /** No dimension is a width. */
  CONSTANT,
  /** One width, and not summed over: input weights, embeddings, biases, gains. */
  INPUT,
  /** Fan-in and fan-out are widths. */
  HIDDEN,
  /** One width, and summed over: readout weights. */
  OUTPUT;

  /**
   * The class of a parameter.
   *
   * @throws IllegalArgumentException if more than two dimensions are infinite
   */
  public static WidthClass of(ParameterDeclaration parameter) {
    InfShape shape = parameter.shape();
    return switch (shape.infiniteCount()) {
      case 0 -> CONSTANT;
      case 1 -> parameter.role() == ParameterRole.READOUT_WEIGHT ? OUTPUT : INPUT;
      case 2 -> HIDDEN;
      default ->
          throw new IllegalArgumentException(
              "Cannot scale "
                  + parameter.name()
                  + ": "
                  + shape.infiniteCount()
                  + " of its dimensions "
                  + shape.text()
                  + " are widths (at most two can be)");
    };
  }
}
