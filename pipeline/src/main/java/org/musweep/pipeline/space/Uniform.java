package org.musweep.pipeline.space;

import java.util.List;
import java.util.Optional;

/**
 * A real number from a range, every part of it equally likely.
 *
 * @param low the smallest value
 * @param high the largest value
 */
public record Uniform(double low, double high) implements Distribution {

  private static final String KIND = "uniform";

  /** Checks that the range is finite and not empty. */
  public Uniform {
    Range.check(KIND, low, high);
  }

  @Override
  public SettingValue valueAt(double unit) {
    return new SettingValue.Numeric(Scale.LINEAR.interpolate(low, high, Range.checkUnit(unit)));
  }

  @Override
  public double unit(SettingValue value) {
    Range.checkContained(this, value);
    return Scale.LINEAR.share(low, high, Range.number(value));
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
    return Range.spread(Scale.LINEAR, low, high, points);
  }

  @Override
  public String text() {
    return "%s [%s, %s]".formatted(KIND, Range.text(low), Range.text(high));
  }
}
