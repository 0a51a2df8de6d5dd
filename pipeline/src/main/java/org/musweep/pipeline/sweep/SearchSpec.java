package org.musweep.pipeline.sweep;

import java.util.List;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.SearchSpace;

/**
 * What is searched, and how.
 *
 * @param sampler how points are chosen
 * @param trials how many are tried; the grid's size for a grid
 * @param space what varies
 * @param earlyStopping which trials end before their horizon
 * @param finalists the best ones, trained again
 * @param points tried before the sampler's own; each may leave some hyperparameters to the sampler
 * @param scientific hyperparameters that the sweep is to compare; the others are tuned for each of
 *     their values
 * @param batch most trials without a result at any time, for a sampler that learns
 */
public record SearchSpec(
    SamplerSpec sampler,
    int trials,
    SearchSpace space,
    EarlyStoppingSpec earlyStopping,
    FinalistsSpec finalists,
    List<Configuration> points,
    int batch,
    List<String> scientific) {

  /** Checks the numbers. */
  public SearchSpec {
    points = List.copyOf(points);
    scientific = List.copyOf(scientific);
    Bounds.atLeast("trials", trials, 1);
    Bounds.atLeast("batch", batch, 1);
  }

  /** A search without given points, whose sampler has the default batch. */
  public SearchSpec(
      SamplerSpec sampler,
      int trials,
      SearchSpace space,
      EarlyStoppingSpec earlyStopping,
      FinalistsSpec finalists) {
    this(
        sampler,
        trials,
        space,
        earlyStopping,
        finalists,
        List.of(),
        defaultBatch(trials),
        List.of());
  }

  /** A tenth of the trials, at least 8, so that a search of any size learns about ten times. */
  static int defaultBatch(int trials) {
    return Math.max(8, trials / 10);
  }
}
