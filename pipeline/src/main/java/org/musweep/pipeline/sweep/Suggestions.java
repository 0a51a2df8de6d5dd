package org.musweep.pipeline.sweep;

import org.musweep.pipeline.sampling.GridSampler;
import org.musweep.pipeline.sampling.History;
import org.musweep.pipeline.sampling.RandomSampler;
import org.musweep.pipeline.sampling.Sampler;
import org.musweep.pipeline.sampling.SobolSampler;
import org.musweep.pipeline.space.SearchSpace;
import org.musweep.pipeline.trial.Purpose;
import org.musweep.pipeline.trial.TrialShape;
import org.musweep.pipeline.trial.TrialSpec;

/** The trials of a search, by their index. */
final class Suggestions {

  private final Sampler sampler;
  private final SearchSpace space;
  private final TrialShape shape;
  private final long seed;
  private final int count;

  private Suggestions(SweepSpec spec) {
    sampler = sampler(spec);
    space = spec.search().space();
    shape =
        new TrialShape(
            spec.parametrization().rules().key(),
            spec.model().width(),
            spec.model().depth(),
            spec.training().batchSize(),
            spec.training().steps());
    seed = SeedPlan.exploration(spec);
    int wanted = (int) Math.min(spec.search().trials(), spec.budget().trials());
    count = Math.min(wanted, sampler.size(space).orElse(wanted));
  }

  static Suggestions of(SweepSpec spec) {
    return new Suggestions(spec);
  }

  private static Sampler sampler(SweepSpec spec) {
    if (spec.search().sampler() instanceof SamplerSpec.Grid grid) {
      return new GridSampler(grid.points());
    }
    return spec.search().sampler() instanceof SamplerSpec.Random
        ? new RandomSampler(spec.seed())
        : new SobolSampler(spec.seed());
  }

  /** How many trials there are: fewer than asked for if the grid or the budget has fewer. */
  int count() {
    return count;
  }

  /** The trial with that index, from 0. None of the samplers looks at results. */
  TrialSpec trial(int index) {
    return TrialSpec.of(
        Purpose.EXPLORATION, index, shape, sampler.suggest(space, index, History.none()), seed);
  }
}
