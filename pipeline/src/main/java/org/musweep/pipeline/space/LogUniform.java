package org.musweep.pipeline.space;

import java.util.List;
import java.util.Optional;

/**
 * A positive real number from a range, every ratio equally likely: as much between 1 and 2 as
 * between 2 and 4.
 *
 * @param low the smallest value, more than 0
 * @param high the largest value
 */
public record LogUniform(double low, double high) implements Distribution {

  private static final String KIND = "log-uniform";

  /** Checks that the range is finite and not empty, and that it is positive. */
  public LogUniform {
    Range.checkPositive(KIND, low);
    Range.check(KIND, low, high);
  }

  @Override
  public SettingValue valueAt(double unit) {
    return new SettingValue.Numeric(Scale.LOG.interpolate(low, high, Range.checkUnit(unit)));
  }

  @Override
  public double unit(SettingValue value) {
    Range.checkContained(this, value);
    return Scale.LOG.share(low, high, Range.number(value));
  }

  @Override
  public boolean contains(SettingValue value) {
    return Range.contains(low, high, value);
  }

  @Override
  public Optional<Edge> nearEdge(SettingValue value, double share) {
    return Edge.near(unit(value), share);
  }

  @Override
  public List<SettingValue> spread(int points) {
    return Range.spread(Scale.LOG, low, high, points);
  }

  @Override
  public String text() {
    return "%s [%s, %s]".formatted(KIND, Range.text(low), Range.text(high));
  }
}
