package org.musweep.mup.parametrization;

import org.musweep.mup.shape.InfShape;

/** What initializers ask of shapes before they scale them. */
final class WidthChecks {

  private WidthChecks() {}

  /** What the values of a distribution given at base width are multiplied with. */
  static double factor(Initializer initializer, InfShape shape) {
    requireAtMostTwoWidths(initializer, shape);
    if (shape.infiniteCount() < 2) {
      return 1;
    }
    if (!initializer.isSymmetric()) {
      throw refusal(
          initializer, shape, "values that are not symmetric around 0 need at most one width");
    }
    return 1 / Math.sqrt(shape.widthMultiplier());
  }

  static void requireAtMostTwoWidths(Initializer initializer, InfShape shape) {
    if (shape.infiniteCount() > 2) {
      throw refusal(initializer, shape, "at most two dimensions can be widths");
    }
  }

  static void requireFans(Initializer initializer, InfShape shape) {
    requireAtMostTwoWidths(initializer, shape);
    if (shape.rank() < 2) {
      throw refusal(initializer, shape, "fan-in and fan-out need at least two dimensions");
    }
  }

  static IllegalArgumentException refusal(Initializer initializer, InfShape shape, String why) {
    return new IllegalArgumentException(
        "Cannot initialize " + shape.text() + " with " + initializer.label() + ": " + why);
  }
}
