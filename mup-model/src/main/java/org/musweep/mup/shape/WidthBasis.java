package org.musweep.mup.shape;

import java.util.ArrayList;
import java.util.List;

/**
 * A rare factor by which widths are recognized in a model that someone else wrote: build the model
 * with every width a multiple of the factor, and every dimension that is divisible by it is one.
 *
 * <p>A prime that divides no other size of the model serves, such as 47. Kernel sizes are never
 * widths. A vocabulary, an input size or a number of classes that happens to be divisible is
 * refused by its parameter's role where the shapes are used. The idea is cloneofsimo/ezmup's.
 *
 * @param factor at least 2
 */
public record WidthBasis(int factor) {

  private static final int FIRST_KERNEL_DIMENSION = 2;

  /** Checks the factor. */
  public WidthBasis {
    if (factor < 2) {
      throw new IllegalArgumentException(
          "Invalid width basis: " + factor + " (must be at least 2, and rare: 47, say)");
    }
  }

  /**
   * The base shapes of a model built on this basis: its own sizes.
   *
   * @throws IllegalArgumentException if no dimension is divisible, or a weight is under weight norm
   */
  public BaseShapes baseShapes(List<ParameterSizes> built) {
    List<BaseShape> shapes = new ArrayList<>();
    for (ParameterSizes parameter : built) {
      List<BaseDim> dims = new ArrayList<>();
      for (int i = 0; i < parameter.sizes().size(); i++) {
        int size = parameter.sizes().get(i);
        dims.add(isWidth(i, size) ? new BaseDim.Width(size) : new BaseDim.Fixed(size));
      }
      shapes.add(new BaseShape(parameter.name(), dims));
    }
    requireWidth(shapes);
    return new BaseShapes(shapes);
  }

  /**
   * The sizes of the same model at another width: a dimension of {@code k} times the factor becomes
   * {@code k} times the width.
   *
   * @param width at least 1; may be below the factor, or equal to it
   * @throws ArithmeticException if a size does not fit 32 bits
   */
  public List<ParameterSizes> resized(List<ParameterSizes> built, int width) {
    if (width < 1) {
      throw new IllegalArgumentException("Invalid width: " + width + " (must be at least 1)");
    }
    List<ParameterSizes> resized = new ArrayList<>();
    for (ParameterSizes parameter : built) {
      List<Integer> sizes = new ArrayList<>();
      for (int i = 0; i < parameter.sizes().size(); i++) {
        int size = parameter.sizes().get(i);
        sizes.add(isWidth(i, size) ? Math.multiplyExact(size / factor, width) : size);
      }
      resized.add(new ParameterSizes(parameter.name(), sizes));
    }
    return resized;
  }

  private boolean isWidth(int dimension, int size) {
    return dimension < FIRST_KERNEL_DIMENSION && size % factor == 0;
  }

  private void requireWidth(List<BaseShape> shapes) {
    boolean found =
        shapes.stream()
            .flatMap(shape -> shape.dims().stream())
            .anyMatch(BaseDim.Width.class::isInstance);
    if (!found) {
      throw new IllegalArgumentException(
          "Cannot find widths: no dimension of the model is divisible by the width basis "
              + factor
              + " (build the model with every width a multiple of it)");
    }
  }
}
