package org.musweep.pipeline.space;

/** The value of one hyperparameter: a number, or the name of a choice. */
public sealed interface SettingValue {

  /** A number; integers are held exactly up to 2^53. */
  record Numeric(double number) implements SettingValue {
    /** Checks that the number is finite. */
    public Numeric {
      if (!Double.isFinite(number)) {
        throw new IllegalArgumentException(
            "Invalid setting value: " + number + " (must be finite)");
      }
    }

    @Override
    public String text() {
      return number == Math.rint(number) && Math.abs(number) < 1e15
          ? Long.toString((long) number)
          : Double.toString(number);
    }
  }

  /** The name of a choice. */
  record Named(String name) implements SettingValue {
    @Override
    public String text() {
      return name;
    }
  }

  /** A form that reads back to the same value: {@code 3}, {@code 0.0625}, {@code cosine}. */
  String text();
}
