package org.musweep.pipeline.sampling;

import java.util.OptionalInt;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.SearchSpace;

/**
 * Tree-structured Parzen estimator: points that look more like the best trials than like the
 * others.
 *
 * <p>The first points, until ten results are known, are those of a scrambled Sobol sequence. Trials
 * that still run count among the others, so that points which are suggested together differ. Trials
 * that diverged count as the worst. Hyperparameters with the same conditions are drawn jointly.
 *
 * <p>Source: J. Bergstra et al., NeurIPS 2011; the settings are those of Optuna 5.0 (multivariate,
 * constant liar).
 *
 * @param seed another one gives other points
 */
public record TpeSampler(long seed) implements Sampler {

  /** Results before anything is learnt from them. */
  static final int STARTUP = 10;

  @Override
  public Configuration suggest(SearchSpace space, int index, History history) {
    Indices.check(index);
    SobolSampler startup = new SobolSampler(seed);
    if (history.observations().size() < STARTUP) {
      return startup.suggest(space, index, history);
    }
    return new TpeSuggestion(space, history, seed, index)
        .configuration()
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
