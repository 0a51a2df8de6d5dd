package org.musweep.pipeline.space;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Checks and arithmetic that the distributions share. */
final class Range {

  private Range() {}

  static void check(String kind, double low, double high) {
    if (!Double.isFinite(low) || !Double.isFinite(high) || !Double.isFinite(high - low)) {
      throw new IllegalArgumentException(
          "%s needs finite low and high, but low is %s and high is %s".formatted(kind, low, high));
    }
    if (low >= high) {
      throw new IllegalArgumentException(
          "%s needs low < high, but low is %s and high is %s"
              .formatted(kind, text(low), text(high)));
    }
  }

  static void checkPositive(String kind, double low) {
    if (!(low > 0)) {
      throw new IllegalArgumentException(
          "%s needs low > 0, but low is %s".formatted(kind, text(low)));
    }
  }

  static double checkUnit(double unit) {
    if (!(unit >= 0 && unit <= 1)) {
      throw new IllegalArgumentException(
          "Invalid unit point: " + unit + " (must be between 0 and 1)");
    }
    return unit;
  }

  static void checkContained(Distribution distribution, SettingValue value) {
    if (!distribution.contains(value)) {
      throw new IllegalArgumentException(
          "Invalid value: " + value.text() + " (must lie in " + distribution.text() + ")");
    }
  }

  static boolean contains(double low, double high, SettingValue value) {
    return value instanceof SettingValue.Numeric numeric
        && numeric.number() >= low
        && numeric.number() <= high;
  }

  static double number(SettingValue value) {
    if (value instanceof SettingValue.Numeric numeric) {
      return numeric.number();
    }
    throw new IllegalArgumentException("Invalid value: " + value.text() + " (must be a number)");
  }

  /** Shares of the way from one edge to the other: both ends and evenly between, or the middle. */
  static DoubleStream shares(int points) {
    if (points < 1) {
      throw new IllegalArgumentException(
          "Invalid number of points: " + points + " (must be at least 1)");
    }
    return points == 1
        ? DoubleStream.of(0.5)
        : IntStream.range(0, points).mapToDouble(point -> (double) point / (points - 1));
  }

  /** Both edges and numbers evenly between them, these rounded so that they read well in tables. */
  static List<SettingValue> spread(Scale scale, double low, double high, int points) {
    return shares(points)
        .map(share -> scale.interpolate(low, high, share))
        .map(number -> number == low || number == high ? number : rounded(number))
        .map(number -> Math.min(high, Math.max(low, number)))
        .<SettingValue>mapToObj(SettingValue.Numeric::new)
        .distinct()
        .toList();
  }

  private static double rounded(double number) {
    return new BigDecimal(number).round(new MathContext(12)).doubleValue();
  }

  static String text(double number) {
    return new SettingValue.Numeric(number).text();
  }
}
