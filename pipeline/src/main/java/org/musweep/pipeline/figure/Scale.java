package org.musweep.pipeline.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Where values lie along an axis. */
public sealed interface Scale {

  /** The share of the axis, 0 at its low end, at which a value lies; beyond 0 to 1 outside. */
  double position(double value);

  /** The labelled places, ascending. */
  List<Tick> ticks();

  /**
   * Equal differences are equal lengths.
   *
   * @param low the value at the low end
   * @param high the value at the high end, above {@code low}
   * @param ticks the labelled places
   */
  record Linear(double low, double high, List<Tick> ticks) implements Scale {

    /** Copies the ticks and checks the ends. */
    public Linear {
      ticks = List.copyOf(ticks);
      check(low < high, low, high);
    }

    /** With about that many round numbers as ticks. */
    public static Linear of(double low, double high, int count) {
      check(low < high, low, high);
      double rough = (high - low) / Math.max(1, count);
      double power = Math.pow(10, Math.floor(Math.log10(rough)));
      double step = power * round(rough / power);
      int digits = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
      List<Tick> ticks = new ArrayList<>();
      for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) {
        ticks.add(new Tick(i * step, String.format(Locale.ROOT, "%." + digits + "f", i * step)));
      }
      return new Linear(low, high, ticks);
    }

    /** The nearest of 1, 2, 5 and 10 by ratio. */
    private static double round(double ratio) {
      return ratio > Math.sqrt(50) ? 10 : ratio > Math.sqrt(10) ? 5 : ratio > Math.sqrt(2) ? 2 : 1;
    }

    @Override
    public double position(double value) {
      return (value - low) / (high - low);
    }
  }

  /**
   * Equal ratios are equal lengths.
   *
   * @param low the value at the low end, above 0
   * @param high the value at the high end, above {@code low}
   * @param ticks the labelled places
   */
  record Log(double low, double high, List<Tick> ticks) implements Scale {

    private static final int MOST_TICKS = 8;

    /** Copies the ticks and checks the ends. */
    public Log {
      ticks = List.copyOf(ticks);
      check(low > 0 && low < high, low, high);
    }

    /** With powers of two as ticks. */
    public static Log ofPowersOfTwo(double low, double high) {
      check(low > 0 && low < high, low, high);
      int first = (int) Math.ceil(log2(low) - 1e-9);
      int last = (int) Math.floor(log2(high) + 1e-9);
      int every = Math.max(1, (last - first + MOST_TICKS) / MOST_TICKS);
      List<Tick> ticks = new ArrayList<>();
      for (int exponent = first; exponent <= last; exponent += every) {
        double value = Math.pow(2, exponent);
        ticks.add(new Tick(value, label(value)));
      }
      return new Log(low, high, ticks);
    }

    @Override
    public double position(double value) {
      return value > 0 ? Math.log(value / low) / Math.log(high / low) : Double.NEGATIVE_INFINITY;
    }

    /** Two significant digits: {@code 0.0078}, {@code 256}. */
    static String label(double value) {
      if (value >= 1 && value < 1e6) {
        return Long.toString(Math.round(value));
      }
      if (value < 1e-5 || value >= 1e6) {
        return String.format(Locale.ROOT, "%.0e", value);
      }
      int digits = 1 - (int) Math.floor(Math.log10(value));
      return String.format(Locale.ROOT, "%." + digits + "f", value).replaceAll("0+$", "");
    }

    private static double log2(double value) {
      return Math.log(value) / Math.log(2);
    }
  }

  /**
   * Names side by side; a value is a name's number, from 0.
   *
   * @param names in order; at least one
   */
  record Bands(List<String> names) implements Scale {

    /** Copies the names. */
    public Bands {
      names = List.copyOf(names);
      if (names.isEmpty()) {
        throw new IllegalArgumentException("Invalid bands: there are none (must be at least 1)");
      }
    }

    @Override
    public double position(double value) {
      return (value + 0.5) / names.size();
    }

    @Override
    public List<Tick> ticks() {
      return IntStream.range(0, names.size()).mapToObj(i -> new Tick(i, names.get(i))).toList();
    }
  }

  private static void check(boolean right, double low, double high) {
    if (!right) {
      throw new IllegalArgumentException(
          "Invalid scale: %s to %s (must ascend, and be above 0 if it is logarithmic)"
              .formatted(low, high));
    }
  }
}
