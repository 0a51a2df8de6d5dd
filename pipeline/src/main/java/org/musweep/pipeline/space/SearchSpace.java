package org.musweep.pipeline.space;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a sweep varies: hyperparameters with their distributions, in the order of the sweep file.
 * The order is part of the space, because samplers number its dimensions by it.
 *
 * @param hyperparameters at least one, each name once
 * @param conditions under which some of them are there; parents stand before those that depend on
 *     them, and a hyperparameter with several conditions is there where all hold
 * @param constraints that every configuration keeps
 * @param ties hyperparameters that follow others; they are settings, but no dimensions
 */
public record SearchSpace(
    List<Hyperparameter> hyperparameters,
    List<Condition> conditions,
    List<Constraint> constraints,
    List<Tie> ties) {

  /** Copies the lists and checks that the parts of the space go together. */
  public SearchSpace {
    hyperparameters = List.copyOf(hyperparameters);
    conditions = List.copyOf(conditions);
    constraints = List.copyOf(constraints);
    ties = List.copyOf(ties);
    SpaceCheck.check(hyperparameters, conditions, constraints, ties);
  }

  /** A space in which every hyperparameter is always there, and none limits another. */
  public SearchSpace(List<Hyperparameter> hyperparameters) {
    this(hyperparameters, List.of(), List.of(), List.of());
  }

  /** The hyperparameters given, in that order. */
  public static SearchSpace of(Hyperparameter... hyperparameters) {
    return new SearchSpace(List.of(hyperparameters));
  }

  /** The number of hyperparameters. */
  public int dimensions() {
    return hyperparameters.size();
  }

  /** The names of all settings that a configuration may have: hyperparameters, then ties. */
  public List<String> names() {
    return Stream.concat(
            hyperparameters.stream().map(Hyperparameter::name),
            ties.stream().map(Tie::hyperparameter))
        .toList();
  }

  /** The distribution of the hyperparameter of that name. */
  public Optional<Distribution> distribution(String name) {
    return hyperparameters.stream()
        .filter(hyperparameter -> hyperparameter.name().equals(name))
        .map(Hyperparameter::distribution)
        .findFirst();
  }

  /** The conditions of one hyperparameter; empty if it is always there. */
  public List<Condition> conditions(String name) {
    return conditions.stream().filter(one -> one.hyperparameter().equals(name)).toList();
  }

  /** Whether a hyperparameter is there, next to what is set before it. */
  public boolean isActive(String name, Configuration before) {
    return conditions.stream()
        .filter(condition -> condition.hyperparameter().equals(name))
        .allMatch(condition -> condition.holds(before.value(condition.parent())));
  }

  /**
   * The configuration with these values; the constraints are not looked at.
   *
   * @param values asked for those hyperparameters that are there, in order
   */
  public Configuration configuration(Function<Hyperparameter, SettingValue> values) {
    Map<String, SettingValue> set = new LinkedHashMap<>();
    for (Hyperparameter hyperparameter : hyperparameters) {
      boolean active = true;
      for (Condition condition : conditions) {
        if (condition.hyperparameter().equals(hyperparameter.name())) {
          active &= condition.holds(Optional.ofNullable(set.get(condition.parent())));
        }
      }
      if (active) {
        set.put(hyperparameter.name(), values.apply(hyperparameter));
      }
    }
    List<Setting> settings = new ArrayList<>();
    set.forEach((name, value) -> settings.add(new Setting(name, value)));
    for (Tie tie : ties) {
      Optional.ofNullable(set.get(tie.leader())).map(tie::follow).ifPresent(settings::add);
    }
    return new Configuration(settings);
  }

  /**
   * The configuration at a point of the unit cube; its constraints are not looked at.
   *
   * @param unitPoint one coordinate per hyperparameter, in order, each from 0 to 1; those of
   *     hyperparameters that are not there do not matter
   * @throws IllegalArgumentException if the number of coordinates differs or one lies outside
   */
  public Configuration configurationAt(List<Double> unitPoint) {
    if (unitPoint.size() != dimensions()) {
      throw new IllegalArgumentException(
          "Invalid unit point: it has %d coordinates (must be %d, one per hyperparameter)"
              .formatted(unitPoint.size(), dimensions()));
    }
    Map<String, Double> units = new LinkedHashMap<>();
    IntStream.range(0, dimensions())
        .forEach(d -> units.put(hyperparameters.get(d).name(), unitPoint.get(d)));
    return configuration(
        hyperparameter ->
            hyperparameter
                .distribution()
                .valueAt(units.getOrDefault(hyperparameter.name(), Double.NaN)));
  }

  /**
   * The point of the unit cube that a configuration stands at; {@link #configurationAt} leads back.
   * Distances between such points are distances on the internal scales, in shares of the ranges.
   * The coordinate of a hyperparameter that is not there is NaN.
   *
   * @throws IllegalArgumentException if the configuration lacks a hyperparameter that should be
   *     there, or a value is not contained in its distribution
   */
  public List<Double> unitPoint(Configuration configuration) {
    return hyperparameters.stream()
        .map(
            hyperparameter ->
                isActive(hyperparameter.name(), configuration)
                    ? hyperparameter
                        .distribution()
                        .unit(valueIn(configuration, hyperparameter.name()))
                    : Double.NaN)
        .toList();
  }

  /** How far a configuration breaks the constraints, summed over them; 0 if it keeps all. */
  public double violation(Configuration configuration) {
    return constraints.stream()
        .mapToDouble(constraint -> constraint.violation(configuration))
        .sum();
  }

  /**
   * Whether a configuration sets exactly the hyperparameters that are there, to values that they
   * may take, with ties and constraints kept.
   */
  public boolean contains(Configuration configuration) {
    for (Hyperparameter hyperparameter : hyperparameters) {
      Optional<SettingValue> value = configuration.value(hyperparameter.name());
      boolean fits =
          isActive(hyperparameter.name(), configuration)
              ? value.filter(hyperparameter.distribution()::contains).isPresent()
              : value.isEmpty();
      if (!fits) {
        return false;
      }
    }
    Configuration whole = configuration(one -> valueIn(configuration, one.name()));
    return whole.settings().size() == configuration.settings().size()
        && configuration.settings().containsAll(whole.settings())
        && violation(configuration) == 0;
  }

  private static SettingValue valueIn(Configuration configuration, String name) {
    return configuration
        .value(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Invalid configuration: %s is not set in '%s'"
                        .formatted(name, configuration.text())));
  }
}
