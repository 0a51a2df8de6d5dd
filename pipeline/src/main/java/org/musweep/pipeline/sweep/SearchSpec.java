package org.musweep.pipeline.sweep;

import org.musweep.pipeline.space.SearchSpace;

/**
 * What is searched, and how.
 *
 * @param sampler how points are chosen
 * @param trials how many are tried; the grid's size for a grid
 * @param space what varies
 * @param earlyStopping which trials end before their horizon
 * @param finalists the best ones, trained again
 */
public record SearchSpec(
    SamplerSpec sampler,
    int trials,
    SearchSpace space,
    EarlyStoppingSpec earlyStopping,
    FinalistsSpec finalists) {

  /** Checks the number of trials. */
  public SearchSpec {
    Bounds.atLeast("trials", trials, 1);
  }
}
