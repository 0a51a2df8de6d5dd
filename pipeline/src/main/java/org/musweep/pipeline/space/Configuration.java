package org.musweep.pipeline.space;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One point of a search space: settings in the order of the space.
 *
 * @param settings at most one per name
 */
public record Configuration(List<Setting> settings) {

  /** Copies the settings and refuses a name that stands twice. */
  public Configuration {
    settings = List.copyOf(settings);
    Set<String> names = new HashSet<>();
    for (Setting setting : settings) {
      if (!names.add(setting.name())) {
        throw new IllegalArgumentException(
            "Invalid configuration: " + setting.name() + " is set twice");
      }
    }
  }

  /** The settings given, in that order. */
  public static Configuration of(Setting... settings) {
    return new Configuration(List.of(settings));
  }

  /** The value set for a name. */
  public Optional<SettingValue> value(String name) {
    return settings.stream()
        .filter(setting -> setting.name().equals(name))
        .map(Setting::value)
        .findFirst();
  }

  /** The number set for a name; empty if the name is not set. */
  public OptionalDouble number(String name) {
    Optional<SettingValue> value = value(name);
    if (value.isEmpty()) {
      return OptionalDouble.empty();
    }
    if (value.get() instanceof SettingValue.Numeric numeric) {
      return OptionalDouble.of(numeric.number());
    }
    throw new IllegalArgumentException(
        "Cannot read " + name + " as a number: it is '" + value.get().text() + "'");
  }

  /** This configuration with one setting replaced in its place, or appended. */
  public Configuration with(Setting changed) {
    boolean present = value(changed.name()).isPresent();
    List<Setting> result =
        present
            ? settings.stream()
                .map(setting -> setting.name().equals(changed.name()) ? changed : setting)
                .toList()
            : java.util.stream.Stream.concat(settings.stream(), java.util.stream.Stream.of(changed))
                .toList();
    return new Configuration(result);
  }

  /** Settings as {@code name=value} pairs, joined by a space. */
  public String text() {
    return settings.stream()
        .map(setting -> setting.name() + "=" + setting.value().text())
        .collect(Collectors.joining(" "));
  }
}
