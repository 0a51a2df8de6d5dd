package org.musweep.mup.parametrization;

import org.musweep.mup.shape.InfShape;

/**
 * A factor that is a product of powers of width multipliers.
 *
 * @param main exponent of the multiplier of the shape's last infinite dimension: the fan-in of a
 *     hidden or readout weight, the only width of anything else
 * @param fanOut exponent of the multiplier of the fan-out, for hidden weights
 */
public record WidthPower(double main, double fanOut) {

  /** The factor 1 at every width. */
  public static final WidthPower ONE = new WidthPower(0, 0);

  /** A power of the last infinite dimension's multiplier alone. */
  public static WidthPower ofMain(double exponent) {
    return new WidthPower(exponent, 0);
  }

  /** The factor for a shape; exactly 1 at base width. */
  public double factor(InfShape shape) {
    double factor = Math.pow(shape.widthMultiplier(), main);
    return fanOut == 0 ? factor : factor * Math.pow(shape.fanOut().widthMultiplier(), fanOut);
  }
}
