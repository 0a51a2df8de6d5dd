package org.musweep.pipeline.sampling;

import java.util.List;
import java.util.OptionalInt;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.SearchSpace;

/**
 * Given points first, then those of another sampler.
 *
 * @param points in order; what a point does not set is set as the other sampler would
 * @param rest which counts its trials from 0 after the points, so that its own first points are all
 *     tried
 */
public record EnqueuedSampler(List<Configuration> points, Sampler rest) implements Sampler {

  /** Copies the points. */
  public EnqueuedSampler {
    points = List.copyOf(points);
  }

  @Override
  public Configuration suggest(SearchSpace space, int index, History history) {
    Indices.check(index);
    if (index >= points.size()) {
      return rest.suggest(space, index - points.size(), history);
    }
    Configuration point = points.get(index);
    int size = rest.size(space).orElse(Integer.MAX_VALUE);
    Configuration filling = rest.suggest(space, index % size, history);
    return space.configuration(
        hyperparameter ->
            point
                .value(hyperparameter.name())
                .or(() -> filling.value(hyperparameter.name()))
                .orElseGet(() -> hyperparameter.distribution().valueAt(0.5)));
  }

  @Override
  public OptionalInt size(SearchSpace space) {
    OptionalInt size = rest.size(space);
    return size.isPresent() ? OptionalInt.of(points.size() + size.getAsInt()) : size;
  }

  @Override
  public boolean learns() {
    return rest.learns();
  }
}
