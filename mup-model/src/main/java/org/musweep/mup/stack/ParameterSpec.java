package org.musweep.mup.stack;

import org.musweep.mup.parametrization.ParameterDeclaration;

/**
 * A parameter of an architecture: its declaration for the scaling plan, and how it starts.
 *
 * <p>Shapes: matrices {@code [fan_out, fan_in]}, tables {@code [entries, d]}, vectors {@code [d]};
 * a stack adds the lane dimension in front.
 */
public record ParameterSpec(ParameterDeclaration declaration, Initialization initialization) {

  /** The parameter's name, unique in its architecture. */
  public String name() {
    return declaration.name();
  }
}
