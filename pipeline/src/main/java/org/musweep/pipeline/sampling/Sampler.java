package org.musweep.pipeline.sampling;

import java.util.OptionalInt;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.SearchSpace;

/**
 * Chooses the points of a search space that are worth a trial.
 *
 * <p>Implementations are immutable. A suggestion is a pure function of what the sampler was made
 * with, the space, the index and the history: the same on every JVM, in whatever order and however
 * often it is asked for.
 */
public interface Sampler {

  /**
   * The configuration of the trial with that index.
   *
   * @param index counts trials from 0
   * @param history what was known when the suggestion was first made
   * @throws IllegalArgumentException if the index is negative or beyond {@link #size}, or the space
   *     is one that this sampler cannot serve
   */
  Configuration suggest(SearchSpace space, int index, History history);

  /** How many suggestions there are; empty if there is no end to them. */
  OptionalInt size(SearchSpace space);

  /**
   * Whether suggestions depend on the history: then it is worth waiting for results before asking
   * for many.
   */
  default boolean learns() {
    return false;
  }
}
