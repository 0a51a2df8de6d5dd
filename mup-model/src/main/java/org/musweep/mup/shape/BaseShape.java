package org.musweep.mup.shape;

import java.util.ArrayList;
import java.util.List;

/**
 * One parameter of the base model.
 *
 * @param name unique within the model
 * @param dims its dimensions, first to last
 */
public record BaseShape(String name, List<BaseDim> dims) {

  /** Copies the dimensions. */
  public BaseShape {
    dims = List.copyOf(dims);
  }

  /** The base shape behind a shape: its widths, and the sizes of its finite dimensions. */
  public static BaseShape of(String name, InfShape shape) {
    return new BaseShape(
        name,
        shape.dims().stream()
            .<BaseDim>map(
                dim ->
                    dim.isInfinite()
                        ? new BaseDim.Width(dim.baseSize())
                        : new BaseDim.Fixed(dim.size()))
            .toList());
  }

  /**
   * The shape of this parameter in a model where it has these sizes.
   *
   * @param problems takes a sentence for each reason why it cannot have them
   */
  InfShape at(List<Integer> sizes, List<String> problems) {
    if (sizes.size() != dims.size()) {
      problems.add(
          name + " has rank " + sizes.size() + " here and rank " + dims.size() + " in the base");
      return new InfShape(List.of());
    }
    List<InfDim> result = new ArrayList<>();
    for (int i = 0; i < dims.size(); i++) {
      try {
        result.add(dims.get(i).at(sizes.get(i)));
      } catch (IllegalArgumentException e) {
        problems.add("dimension " + i + " of " + name + " " + e.getMessage());
      }
    }
    return new InfShape(result);
  }
}
