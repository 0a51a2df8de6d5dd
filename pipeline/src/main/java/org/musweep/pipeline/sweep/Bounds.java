package org.musweep.pipeline.sweep;

import java.util.HashSet;
import java.util.List;

/**
 * Checks of the records' components; the exceptions name the component, the value and the bounds.
 */
final class Bounds {

  private Bounds() {}

  static void atLeast(String name, long value, long least) {
    require(value >= least, name, value, "at least " + least);
  }

  static void positive(String name, double value) {
    require(value > 0, name, value, "above 0");
  }

  static void finitePositive(String name, double value) {
    require(value > 0 && Double.isFinite(value), name, value, "above 0 and finite");
  }

  static void share(String name, double value) {
    require(value > 0 && value < 1, name, value, "between 0 and 1");
  }

  static void shareUpToOne(String name, double value) {
    require(value > 0 && value <= 1, name, value, "above 0 and at most 1");
  }

  static void notBlank(String name, String value) {
    require(!value.isBlank(), name, "'" + value + "'", "not blank");
  }

  static void distinct(String name, List<?> values) {
    require(new HashSet<>(values).size() == values.size(), name, values, "distinct");
  }

  static void notEmpty(String name, List<?> values) {
    require(!values.isEmpty(), name, values, "at least one value");
  }

  static void require(boolean holds, String name, Object value, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException(
          "Invalid %s: %s (must be %s)".formatted(name, value, allowed));
    }
  }
}
