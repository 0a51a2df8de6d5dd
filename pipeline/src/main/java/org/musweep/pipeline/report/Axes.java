package org.musweep.pipeline.report;

import java.util.Collection;
import java.util.List;
import org.musweep.pipeline.figure.Axis;
import org.musweep.pipeline.figure.Scale;
import org.musweep.pipeline.figure.Tick;
import org.musweep.pipeline.space.Choice;
import org.musweep.pipeline.space.Distribution;
import org.musweep.pipeline.space.IntRange;
import org.musweep.pipeline.space.LogUniform;
import org.musweep.pipeline.space.SettingValue;

/** The axes that several pictures have in common. */
final class Axes {

  private static final double PADDING = 0.04;
  private static final int TICKS = 5;

  private Axes() {}

  static Axis loss(String title, LossRange range) {
    return new Axis(title, Scale.Linear.of(range.low(), range.high(), TICKS));
  }

  static Axis steps(String title, int last) {
    return new Axis(title, Scale.Linear.of(0, Math.max(1, last), TICKS));
  }

  /** A logarithmic axis that holds some positive values. */
  static Axis powersOfTwo(String title, Collection<Double> values) {
    double low = values.stream().mapToDouble(v -> v).filter(v -> v > 0).min().orElse(1);
    double high = values.stream().mapToDouble(v -> v).filter(v -> v > 0).max().orElse(2);
    double margin = high > low ? Math.pow(high / low, PADDING) : 2;
    return new Axis(title, Scale.Log.ofPowersOfTwo(low / margin, high * margin));
  }

  /** A logarithmic axis with the widths as ticks. */
  static Axis widths(String title, List<Integer> widths) {
    double low = widths.stream().mapToInt(w -> w).min().orElse(1);
    double high = widths.stream().mapToInt(w -> w).max().orElse(2);
    double margin = high > low ? Math.pow(high / low, PADDING) : 2;
    List<Tick> ticks =
        widths.stream()
            .distinct()
            .sorted()
            .map(width -> new Tick(width, Integer.toString(width)))
            .toList();
    return new Axis(title, new Scale.Log(low / margin, high * margin, ticks));
  }

  /** The range of a hyperparameter. */
  static Axis range(Distribution distribution) {
    if (distribution instanceof Choice choice) {
      return new Axis("", new Scale.Bands(choice.values().stream().map(Figures::setting).toList()));
    }
    double low = number(distribution.valueAt(0));
    double high = number(distribution.valueAt(1));
    if (isLogarithmic(distribution)) {
      return powersOfTwo("", List.of(low, high));
    }
    double margin = high > low ? PADDING * (high - low) : 1;
    return new Axis("", Scale.Linear.of(low - margin, high + margin, TICKS));
  }

  /** Where a value lies on {@link #range}; NaN if it is not of that range. */
  static double place(Distribution distribution, SettingValue value) {
    if (distribution instanceof Choice choice) {
      int index = choice.values().indexOf(value);
      return index < 0 ? Double.NaN : index;
    }
    return value instanceof SettingValue.Numeric numeric ? numeric.number() : Double.NaN;
  }

  static boolean isLogarithmic(Distribution distribution) {
    return distribution instanceof LogUniform
        || (distribution instanceof IntRange range
            && range.scale() == org.musweep.pipeline.space.Scale.LOG);
  }

  private static double number(SettingValue value) {
    return ((SettingValue.Numeric) value).number();
  }
}
