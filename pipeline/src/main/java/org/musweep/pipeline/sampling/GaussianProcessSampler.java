package org.musweep.pipeline.sampling;

import java.util.OptionalInt;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.SearchSpace;

/**
 * Bayesian optimization: the point where a Gaussian process expects the largest improvement.
 *
 * <p>The first points, until ten results are known, are those of a scrambled Sobol sequence. Trials
 * that still run are taken to end as the process expects them to, so that points which are
 * suggested together differ. Losses are warped first, so that a few very large ones do not flatten
 * the valley; what diverged counts as worse than all, and its surroundings are avoided. Of long
 * histories the best and the newest trials are used.
 *
 * <p>Source: D. R. Jones et al., Efficient global optimization, 1998; the kernel and its priors are
 * those of Optuna 5.0, the warping that of X. Song et al., The Vizier Gaussian process bandit
 * algorithm, arXiv:2408.11527; the logarithm of the improvement is that of S. Ament et al.,
 * arXiv:2310.20708.
 *
 * @param seed another one gives other points
 */
public record GaussianProcessSampler(long seed) implements Sampler {

  private static final int STARTUP = 10;

  @Override
  public Configuration suggest(SearchSpace space, int index, History history) {
    Indices.check(index);
    SobolSampler startup = new SobolSampler(seed);
    UnitCube cube = new UnitCube(space);
    GaussianProcessData data = GaussianProcessData.of(cube, history);
    if (data.observations() < STARTUP) {
      return startup.suggest(space, index, history);
    }
    GaussianProcess process = GaussianProcess.fitted(cube.axes(), data).believing(data.pending());
    return new AcquisitionSearch(cube, data, process, seed, index)
        .best()
        .map(cube::configuration)
        .orElseGet(() -> startup.suggest(space, index, history));
  }

  @Override
  public OptionalInt size(SearchSpace space) {
    return OptionalInt.empty();
  }

  @Override
  public boolean learns() {
    return true;
  }
}
