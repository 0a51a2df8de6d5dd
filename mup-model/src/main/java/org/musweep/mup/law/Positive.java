package org.musweep.mup.law;

/** Checks of what the laws are asked for. */
final class Positive {

  private Positive() {}

  static double check(String what, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          "Invalid %s: %s (must be positive and finite)".formatted(what, value));
    }
    return value;
  }

  static double checkDecay(String what, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(
          "Invalid %s: %s (must be at least 0 and below 1)".formatted(what, value));
    }
    return value;
  }
}
