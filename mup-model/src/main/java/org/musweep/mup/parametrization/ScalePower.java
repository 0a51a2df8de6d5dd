package org.musweep.mup.parametrization;

/**
 * A factor that is a product of powers of a model's sizes.
 *
 * @param width exponent of the width
 * @param depth exponent of the depth
 * @param density exponent of the density
 */
public record ScalePower(double width, double depth, double density) {

  /** 1 for every model. */
  public static final ScalePower ONE = new ScalePower(0, 0, 0);

  /** A power of the width alone. */
  public static ScalePower ofWidth(double exponent) {
    return new ScalePower(exponent, 0, 0);
  }

  /** A power of the depth alone. */
  public static ScalePower ofDepth(double exponent) {
    return new ScalePower(0, exponent, 0);
  }

  /** The product of this and another. */
  public ScalePower times(ScalePower other) {
    return new ScalePower(width + other.width, depth + other.depth, density + other.density);
  }

  /** The factor; exactly 1 for the base model. */
  public double factor(ModelScale scale) {
    return Math.pow(scale.width(), width)
        * Math.pow(scale.depth(), depth)
        * Math.pow(scale.density(), density);
  }
}
