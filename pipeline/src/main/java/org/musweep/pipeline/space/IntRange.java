package org.musweep.pipeline.space;

import java.util.List;
import java.util.Optional;

/**
 * An integer from a range, both edges included.
 *
 * <p>On the linear scale every integer is equally likely. On the log scale an integer n owns the
 * ratios from n − ½ to n + ½, so small ones are likelier than large ones.
 *
 * @param low the smallest value; more than 0 on the log scale
 * @param high the largest value
 * @param scale how the range is measured
 */
public record IntRange(int low, int high, Scale scale) implements Distribution {

  /** Checks that the range is not empty and suits the scale. */
  public IntRange {
    if (scale == Scale.LOG) {
      Range.checkPositive(kind(scale), low);
    }
    Range.check(kind(scale), low, high);
  }

  /** A range on the linear scale. */
  public IntRange(int low, int high) {
    this(low, high, Scale.LINEAR);
  }

  /** A range on the log scale. */
  public static IntRange log(int low, int high) {
    return new IntRange(low, high, Scale.LOG);
  }

  @Override
  public SettingValue valueAt(double unit) {
    double number = scale.interpolate(low - 0.5, high + 0.5, Range.checkUnit(unit));
    return numeric(Math.floor(number + 0.5));
  }

  @Override
  public double unit(SettingValue value) {
    Range.checkContained(this, value);
    return scale.share(low - 0.5, high + 0.5, Range.number(value));
  }

  @Override
  public boolean contains(SettingValue value) {
    return Range.contains(low, high, value)
        && Range.number(value) == Math.rint(Range.number(value));
  }

  @Override
  public Optional<Edge> nearEdge(SettingValue value, double share) {
    Range.checkContained(this, value);
    return Edge.near(scale.share(low, high, Range.number(value)), share);
  }

  @Override
  public List<SettingValue> spread(int points) {
    return Range.shares(points)
        .mapToObj(share -> numeric(Math.rint(scale.interpolate(low, high, share))))
        .distinct()
        .toList();
  }

  @Override
  public String text() {
    return "%s [%d, %d]".formatted(kind(scale), low, high);
  }

  private SettingValue numeric(double number) {
    return new SettingValue.Numeric(Math.min(high, Math.max(low, number)));
  }

  private static String kind(Scale scale) {
    return scale == Scale.LOG ? "log-int" : "int";
  }
}
