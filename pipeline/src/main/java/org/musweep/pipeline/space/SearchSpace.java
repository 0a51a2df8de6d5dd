package org.musweep.pipeline.space;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a sweep varies: hyperparameters with their distributions, in the order of the sweep file.
 * The order is part of the space, because samplers number its dimensions by it.
 *
 * @param hyperparameters at least one, each name once
 */
public record SearchSpace(List<Hyperparameter> hyperparameters) {

  /** Copies the hyperparameters and checks that there is one and that names differ. */
  public SearchSpace {
    hyperparameters = List.copyOf(hyperparameters);
    if (hyperparameters.isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid search space: it is empty (must have at least one hyperparameter)");
    }
    Set<String> names = new HashSet<>();
    for (Hyperparameter hyperparameter : hyperparameters) {
      if (!names.add(hyperparameter.name())) {
        throw new IllegalArgumentException(
            "Invalid search space: " + hyperparameter.name() + " stands twice");
      }
    }
  }

  /** The hyperparameters given, in that order. */
  public static SearchSpace of(Hyperparameter... hyperparameters) {
    return new SearchSpace(List.of(hyperparameters));
  }

  /** The number of hyperparameters. */
  public int dimensions() {
    return hyperparameters.size();
  }

  /** The distribution of the hyperparameter of that name. */
  public Optional<Distribution> distribution(String name) {
    return hyperparameters.stream()
        .filter(hyperparameter -> hyperparameter.name().equals(name))
        .map(Hyperparameter::distribution)
        .findFirst();
  }

  /**
   * The configuration at a point of the unit cube.
   *
   * @param unitPoint one coordinate per hyperparameter, in order, each from 0 to 1
   * @throws IllegalArgumentException if the number of coordinates differs or one lies outside
   */
  public Configuration configurationAt(List<Double> unitPoint) {
    if (unitPoint.size() != dimensions()) {
      throw new IllegalArgumentException(
          "Invalid unit point: it has %d coordinates (must be %d, one per hyperparameter)"
              .formatted(unitPoint.size(), dimensions()));
    }
    List<Setting> settings = new ArrayList<>();
    for (int dimension = 0; dimension < dimensions(); dimension++) {
      Hyperparameter hyperparameter = hyperparameters.get(dimension);
      SettingValue value = hyperparameter.distribution().valueAt(unitPoint.get(dimension));
      settings.add(new Setting(hyperparameter.name(), value));
    }
    return new Configuration(settings);
  }

  /**
   * The point of the unit cube that a configuration stands at; {@link #configurationAt} leads back.
   * Distances between such points are distances on the internal scales, in shares of the ranges.
   *
   * @throws IllegalArgumentException if the configuration lacks a hyperparameter or a value is not
   *     contained in its distribution
   */
  public List<Double> unitPoint(Configuration configuration) {
    return hyperparameters.stream()
        .map(
            hyperparameter ->
                hyperparameter.distribution().unit(valueIn(configuration, hyperparameter.name())))
        .toList();
  }

  /** Whether a configuration sets exactly these hyperparameters to values that they may take. */
  public boolean contains(Configuration configuration) {
    return configuration.settings().size() == dimensions()
        && hyperparameters.stream()
            .allMatch(
                hyperparameter ->
                    configuration
                        .value(hyperparameter.name())
                        .filter(hyperparameter.distribution()::contains)
                        .isPresent());
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
