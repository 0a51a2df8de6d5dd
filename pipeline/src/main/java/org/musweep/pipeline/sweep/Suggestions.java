package org.musweep.pipeline.sweep;

import java.util.List;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.sampling.EnqueuedSampler;
import org.musweep.pipeline.sampling.History;
import org.musweep.pipeline.sampling.Sampler;
import org.musweep.pipeline.space.Configuration;
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
  private final int batch;

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
    batch = spec.search().batch();
  }

  static Suggestions of(SweepSpec spec) {
    return new Suggestions(spec);
  }

  private static Sampler sampler(SweepSpec spec) {
    Sampler sampler = spec.search().sampler().sampler(spec.seed());
    List<Configuration> points = spec.search().points();
    return points.isEmpty() ? sampler : new EnqueuedSampler(points, sampler);
  }

  /** How many trials there are: fewer than asked for if the grid or the budget has fewer. */
  int count() {
    return count;
  }

  /** The trial with that index, from 0. */
  TrialSpec trial(int index, History history) {
    return TrialSpec.of(
        Purpose.EXPLORATION, index, shape, sampler.suggest(space, index, history), seed);
  }

  /** Whether suggestions depend on results. */
  boolean learns() {
    return sampler.learns();
  }

  /**
   * How many trials may be suggested now: those that are left, but for a sampler that learns no
   * more than the file's batch while nothing is known of them.
   *
   * @param trials those suggested so far
   */
  int available(List<TrialState> trials) {
    int left = Math.max(0, count - trials.size());
    return sampler.learns()
        ? Math.min(left, Math.max(0, batch - TrialHistory.unknown(trials)))
        : left;
  }
}
