package org.musweep.pipeline.sampling;

import java.util.ArrayDeque;
import java.util.List;
import java.util.OptionalInt;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.Hyperparameter;
import org.musweep.pipeline.space.SearchSpace;
import org.musweep.pipeline.space.Setting;
import org.musweep.pipeline.space.SettingValue;

/**
 * Every combination of evenly spread values, the last hyperparameter changing fastest.
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
    ArrayDeque<Setting> settings = new ArrayDeque<>();
    int rest = index;
    for (int dimension = space.dimensions() - 1; dimension >= 0; dimension--) {
      Hyperparameter hyperparameter = space.hyperparameters().get(dimension);
      List<SettingValue> values = hyperparameter.distribution().spread(points);
      settings.addFirst(new Setting(hyperparameter.name(), values.get(rest % values.size())));
      rest /= values.size();
    }
    return new Configuration(List.copyOf(settings));
  }

  @Override
  public OptionalInt size(SearchSpace space) {
    long size = 1;
    for (Hyperparameter hyperparameter : space.hyperparameters()) {
      size *= hyperparameter.distribution().spread(points).size();
      if (size > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "Invalid grid: %d points in each of %d dimensions are more than %d trials"
                .formatted(points, space.dimensions(), Integer.MAX_VALUE));
      }
    }
    return OptionalInt.of((int) size);
  }
}
