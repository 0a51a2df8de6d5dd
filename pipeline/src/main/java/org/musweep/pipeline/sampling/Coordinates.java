package org.musweep.pipeline.sampling;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.musweep.pipeline.space.Condition;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.Hyperparameter;
import org.musweep.pipeline.space.SearchSpace;
import org.musweep.pipeline.space.Setting;
import org.musweep.pipeline.space.SettingValue;

/**
 * Some hyperparameters of a space that are there together, and their coordinates in the unit cube.
 *
 * @param hyperparameters at least one
 */
record Coordinates(List<Hyperparameter> hyperparameters) {

  /** Learnt coordinates have so many binary digits: what lies below is rounding. */
  private static final double DIGITS = 0x1p32;

  Coordinates {
    hyperparameters = List.copyOf(hyperparameters);
  }

  /**
   * The hyperparameters of a space, those with the same conditions together, in the order of the
   * space: parents come before those that depend on them.
   */
  static List<Coordinates> groups(SearchSpace space) {
    Map<List<String>, List<Hyperparameter>> groups = new java.util.LinkedHashMap<>();
    for (Hyperparameter hyperparameter : space.hyperparameters()) {
      List<String> key =
          space.conditions(hyperparameter.name()).stream()
              .map(condition -> condition.parent() + "=" + values(condition))
              .sorted()
              .toList();
      groups.computeIfAbsent(key, absent -> new ArrayList<>()).add(hyperparameter);
    }
    return groups.values().stream().map(Coordinates::new).toList();
  }

  private static List<String> values(Condition condition) {
    return condition.values().stream().map(SettingValue::text).sorted().toList();
  }

  /** The kinds of the axes. */
  List<Axis> axes() {
    return hyperparameters.stream().map(one -> Axis.of(one.distribution())).toList();
  }

  /**
   * Where a configuration stands; empty if it lacks one of the hyperparameters or has a value from
   * outside of its range, as trials from before a change of the space may.
   */
  Optional<double[]> of(Configuration configuration) {
    List<Setting> settings = configuration.settings();
    double[] units = new double[hyperparameters.size()];
    int next = 0;
    for (int axis = 0; axis < units.length; axis++) {
      Hyperparameter hyperparameter = hyperparameters.get(axis);
      int place = place(settings, hyperparameter.name(), next);
      if (place < 0 || !hyperparameter.distribution().contains(settings.get(place).value())) {
        return Optional.empty();
      }
      units[axis] = hyperparameter.distribution().unit(settings.get(place).value());
      next = place + 1;
    }
    return Optional.of(units);
  }

  /** Where the setting of a name is; looked for first where the order of the space has it. */
  private static int place(List<Setting> settings, String name, int first) {
    for (int tried = 0; tried < settings.size(); tried++) {
      int place = (first + tried) % settings.size();
      if (settings.get(place).name().equals(name)) {
        return place;
      }
    }
    return -1;
  }

  /** The values at a point, by the names of the hyperparameters. */
  Map<String, SettingValue> values(double[] units) {
    Map<String, SettingValue> values = new HashMap<>();
    for (int axis = 0; axis < units.length; axis++) {
      Hyperparameter hyperparameter = hyperparameters.get(axis);
      values.put(hyperparameter.name(), hyperparameter.distribution().valueAt(units[axis]));
    }
    return values;
  }

  /** A coordinate without its last digits, in which machines may differ. */
  static double rounded(double unit) {
    return Math.rint(unit * DIGITS) / DIGITS;
  }
}
