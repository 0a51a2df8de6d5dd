package org.musweep.pipeline.space;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One of the values listed, each equally likely.
 *
 * @param values at least one, none twice
 */
public record Choice(List<SettingValue> values) implements Distribution {

  /** Copies the values and checks that there is one and none stands twice. */
  public Choice {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("choice needs at least one value, but has none");
    }
    HashSet<SettingValue> seen = new HashSet<>();
    for (SettingValue value : values) {
      if (!seen.add(value)) {
        throw new IllegalArgumentException(
            "choice needs distinct values, but " + value.text() + " stands twice");
      }
    }
  }

  /** A choice between names. */
  public static Choice of(String... names) {
    return new Choice(List.of(names).stream().<SettingValue>map(SettingValue.Named::new).toList());
  }

  /** A choice between numbers. */
  public static Choice of(double... numbers) {
    return new Choice(
        Arrays.stream(numbers).<SettingValue>mapToObj(SettingValue.Numeric::new).toList());
  }

  @Override
  public SettingValue valueAt(double unit) {
    int index = (int) (Range.checkUnit(unit) * values.size());
    return values.get(Math.min(values.size() - 1, index));
  }

  @Override
  public double unit(SettingValue value) {
    Range.checkContained(this, value);
    return (values.indexOf(value) + 0.5) / values.size();
  }

  @Override
  public boolean contains(SettingValue value) {
    return values.contains(value);
  }

  @Override
  public Optional<Edge> nearEdge(SettingValue value, double share) {
    Range.checkContained(this, value);
    return Optional.empty();
  }

  @Override
  public List<SettingValue> spread(int points) {
    return values;
  }

  @Override
  public String text() {
    return values.stream()
        .map(SettingValue::text)
        .collect(Collectors.joining(", ", "choice [", "]"));
  }
}
