package org.musweep.mup.shape;

import java.util.List;

/**
 * A parameter of a model as built: its name and the sizes of its dimensions.
 *
 * @param name unique within the model
 * @param sizes the sizes, first to last; none for a scalar
 */
public record ParameterSizes(String name, List<Integer> sizes) {

  /** Copies the sizes. */
  public ParameterSizes {
    sizes = List.copyOf(sizes);
  }

  /** The parameter with these sizes. */
  public static ParameterSizes of(String name, Integer... sizes) {
    return new ParameterSizes(name, List.of(sizes));
  }
}
