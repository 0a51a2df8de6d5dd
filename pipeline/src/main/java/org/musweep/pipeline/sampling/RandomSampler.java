package org.musweep.pipeline.sampling;

import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.SearchSpace;

/**
 * Independent points, uniform on the internal scale of every hyperparameter. One that breaks a
 * constraint is drawn again.
 *
 * @param seed another one gives other points
 */
public record RandomSampler(long seed) implements Sampler {

  @Override
  public Configuration suggest(SearchSpace space, int index, History history) {
    Indices.check(index);
    return FirstFeasible.of(
        space, attempt -> point(space, FirstFeasible.seed(seed, attempt), index));
  }

  private static Configuration point(SearchSpace space, long seed, int index) {
    return space.configurationAt(
        IntStream.range(0, space.dimensions())
            .mapToObj(dimension -> SeededHash.unit(seed, index, dimension))
            .toList());
  }

  @Override
  public OptionalInt size(SearchSpace space) {
    return OptionalInt.empty();
  }
}
