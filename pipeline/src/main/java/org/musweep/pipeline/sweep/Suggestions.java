package org.musweep.pipeline.sweep;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
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
  private final int asked;
  private final int batch;

  /**
   * The trials of a search.
   *
   * @param trials how many are asked for
   * @param budget how many there may be
   * @param batch most trials of which nothing is known, for a sampler that learns
   */
  Suggestions(
      Sampler sampler,
      SearchSpace space,
      TrialShape shape,
      long seed,
      int trials,
      long budget,
      int batch) {
    this.sampler = sampler;
    this.space = space;
    this.shape = shape;
    this.seed = seed;
    asked = Math.min(trials, sampler.size(space).orElse(Integer.MAX_VALUE));
    count = (int) Math.min(asked, budget);
    this.batch = batch;
  }

  static Suggestions of(SweepSpec spec) {
    TrialShape shape =
        new TrialShape(
            spec.parametrization().ruleSet(),
            spec.model().width(),
            spec.model().depth(),
            spec.training().batchSize(),
            spec.training().steps());
    return new Suggestions(
        sampler(spec),
        spec.search().space(),
        shape,
        SeedPlan.exploration(spec),
        spec.search().trials(),
        spec.budget().trials(),
        spec.search().batch());
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

  /**
   * How many more trials may be suggested: for a sampler that learns no more than the file's batch
   * while nothing is known of them.
   *
   * @param unknown trials of which nothing is known
   */
  int most(int unknown) {
    return sampler.learns() ? Math.max(0, batch - unknown) : Integer.MAX_VALUE;
  }

  /** What the trials of this search have in common. */
  TrialShape shape() {
    return shape;
  }

  /** The seed that they share. */
  long seed() {
    return seed;
  }

  /** Whether a trial of a study is one of this search: others have another width or seed. */
  boolean isMine(TrialSpec trial) {
    return trial.purpose() == Purpose.EXPLORATION
        && trial.shape().equals(shape)
        && trial.seed() == seed;
  }

  /** A name that searches with other shapes or seeds do not share. */
  String name() {
    CRC32C hash = new CRC32C();
    hash.update((shape + "|" + seed).getBytes(StandardCharsets.UTF_8));
    return String.format(Locale.ROOT, "%08x", hash.getValue());
  }

  /** How many trials were asked for, before the budget. */
  int asked() {
    return asked;
  }

  /**
   * The trial with that index, from 0.
   *
   * @param history what is known now; asked for only by samplers that look at results
   */
  TrialSpec trial(int index, Supplier<History> history) {
    History known = sampler.learns() ? history.get() : History.none();
    return TrialSpec.of(
        Purpose.EXPLORATION, index, shape, sampler.suggest(space, index, known), seed);
  }
}
