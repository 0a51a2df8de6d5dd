package org.musweep.pipeline.sampling;

import java.util.function.IntFunction;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.Constraint;
import org.musweep.pipeline.space.SearchSpace;

/** Draws again until a space's constraints are kept. */
final class FirstFeasible {

  /** A share of feasible points below about one in a thousand is taken for a mistake. */
  private static final int ATTEMPTS = 10_000;

  private FirstFeasible() {}

  /**
   * The first configuration that keeps the constraints.
   *
   * @param draw the configuration of an attempt, from 0
   * @throws IllegalArgumentException if none of the first 10,000 does
   */
  static Configuration of(SearchSpace space, IntFunction<Configuration> draw) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Configuration drawn = draw.apply(attempt);
      if (space.violation(drawn) == 0) {
        return drawn;
      }
    }
    throw new IllegalArgumentException(
        "Invalid search space: none of %d points keeps all constraints: %s"
            .formatted(ATTEMPTS, space.constraints().stream().map(Constraint::text).toList()));
  }

  /** The seed of an attempt; the sampler's own for the first. */
  static long seed(long seed, int attempt) {
    return attempt == 0 ? seed : SeededHash.bits(seed, Long.MIN_VALUE, attempt);
  }
}
