package org.musweep.pipeline.sampling;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.Hyperparameter;
import org.musweep.pipeline.space.SearchSpace;
import org.musweep.pipeline.space.SettingValue;

/**
 * Every combination of evenly spread values, the last hyperparameter changing fastest. Combinations
 * that break a constraint are left out, and so are those that differ in nothing that is there.
 *
 * @param points values per numeric hyperparameter, edges included; integers have fewer where the
 *     range does, and choices always have all of their values
 */
public record GridSampler(int points) implements Sampler {

  /** Checks that there is a point. */
  public GridSampler {
    if (points < 1) {
      throw new IllegalArgumentException(
          "Invalid grid: " + points + " points per hyperparameter (must be at least 1)");
    }
  }

  @Override
  public Configuration suggest(SearchSpace space, int index, History history) {
    Indices.check(index);
    int size = size(space).orElseThrow();
    if (index >= size) {
      throw new IllegalArgumentException(
          "Invalid trial index: %d (must be less than %d, the size of the grid)"
              .formatted(index, size));
    }
    return isPlain(space)
        ? combination(space, index)
        : distinct(space).skip(index).findFirst().orElseThrow();
  }

  @Override
  public OptionalInt size(SearchSpace space) {
    int combinations = combinations(space);
    return OptionalInt.of(isPlain(space) ? combinations : (int) distinct(space).count());
  }

  private int combinations(SearchSpace space) {
    long size = 1;
    for (Hyperparameter hyperparameter : space.hyperparameters()) {
      size *= hyperparameter.distribution().spread(points).size();
      if (size > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "Invalid grid: %d points in each of %d dimensions are more than %d trials"
                .formatted(points, space.dimensions(), Integer.MAX_VALUE));
      }
    }
    return (int) size;
  }

  private static boolean isPlain(SearchSpace space) {
    return space.conditions().isEmpty() && space.constraints().isEmpty();
  }

  private Stream<Configuration> distinct(SearchSpace space) {
    return IntStream.range(0, combinations(space))
        .mapToObj(index -> combination(space, index))
        .filter(configuration -> space.violation(configuration) == 0)
        .distinct();
  }

  private Configuration combination(SearchSpace space, int index) {
    Map<String, SettingValue> values = new LinkedHashMap<>();
    int rest = index;
    for (int dimension = space.dimensions() - 1; dimension >= 0; dimension--) {
      Hyperparameter hyperparameter = space.hyperparameters().get(dimension);
      List<SettingValue> spread = hyperparameter.distribution().spread(points);
      values.put(hyperparameter.name(), spread.get(rest % spread.size()));
      rest /= spread.size();
    }
    return space.configuration(
        hyperparameter -> Objects.requireNonNull(values.get(hyperparameter.name())));
  }
}
