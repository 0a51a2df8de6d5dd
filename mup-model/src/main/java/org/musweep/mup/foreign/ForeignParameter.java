package org.musweep.mup.foreign;

import java.util.List;
import org.musweep.mup.shape.ParameterSizes;

/**
 * A parameter of a model made elsewhere.
 *
 * @param name unique within the model, such as {@code blocks.0.fc.weight}
 * @param layer the class of the layer that it belongs to, without its package, such as {@code
 *     Linear}
 * @param sizes of its dimensions
 * @param start how large its initial values are
 */
public record ForeignParameter(String name, String layer, List<Integer> sizes, Start start) {

  /**
   * The size of a parameter's initial values.
   *
   * @param magnitude their root mean square; where all are equal, that value
   * @param constant whether all are equal
   */
  public record Start(double magnitude, boolean constant) {

    /** The size of these values. */
    public static Start of(double[] values) {
      double sum = 0;
      boolean constant = true;
      for (double value : values) {
        sum += value * value;
        constant &= Double.compare(value, values[0]) == 0;
      }
      return values.length > 0 && constant
          ? new Start(values[0], true)
          : new Start(Math.sqrt(sum / Math.max(1, values.length)), false);
    }
  }

  /** Copies the sizes. */
  public ForeignParameter {
    sizes = List.copyOf(sizes);
  }

  /** Its name and sizes. */
  public ParameterSizes shape() {
    return new ParameterSizes(name, sizes);
  }
}
