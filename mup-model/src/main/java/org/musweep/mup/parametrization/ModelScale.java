package org.musweep.mup.parametrization;

/**
 * How a model differs from the base model in size; all 1 for the base model.
 *
 * @param width its width over the base width
 * @param depth its number of blocks over that of the base
 * @param density the share of hidden weights that are not 0, over that of the base
 */
public record ModelScale(double width, double depth, double density) {

  /** Checks that all are positive. */
  public ModelScale {
    if (!(width > 0 && depth > 0 && density > 0)
        || Double.isInfinite(width * depth)
        || density > 1) {
      throw new IllegalArgumentException(
          "Invalid model scale: width %s, depth %s, density %s (must be positive, the density at most 1)"
              .formatted(width, depth, density));
    }
  }

  /** A dense model. */
  public static ModelScale of(double width, double depth) {
    return new ModelScale(width, depth, 1);
  }
}
