package org.musweep.pipeline.selection;

import java.util.List;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.Hyperparameter;
import org.musweep.pipeline.space.LogUniform;
import org.musweep.pipeline.space.SearchSpace;
import org.musweep.pipeline.space.Setting;
import org.musweep.pipeline.trial.Purpose;
import org.musweep.pipeline.trial.TrialResult;
import org.musweep.pipeline.trial.TrialShape;
import org.musweep.pipeline.trial.TrialSpec;

/** Trials with made-up results. */
final class Outcomes {

  static final SearchSpace SPACE =
      SearchSpace.of(
          new Hyperparameter("learning-rate", new LogUniform(1.0 / 256, 1.0 / 8)),
          new Hyperparameter("init-scale", new LogUniform(0.25, 2)));

  private Outcomes() {}

  /** A configuration given by the base-two logarithm of its learning rate; init scale 1. */
  static Configuration at(double log2LearningRate) {
    return at(log2LearningRate, 0);
  }

  static Configuration at(double log2LearningRate, double log2InitScale) {
    return Configuration.of(
        Setting.of("learning-rate", Math.pow(2, log2LearningRate)),
        Setting.of("init-scale", Math.pow(2, log2InitScale)));
  }

  static TrialOutcome completed(int index, Configuration configuration, long seed, double loss) {
    return outcome(index, configuration, seed, new TrialResult.Completed(1200, loss));
  }

  static TrialOutcome outcome(
      int index, Configuration configuration, long seed, TrialResult result) {
    TrialShape shape = new TrialShape("maximal-update", 32, 2, 4, 1200);
    return new TrialOutcome(
        TrialSpec.of(Purpose.EXPLORATION, index, shape, configuration, seed), result);
  }

  /** Runs of one configuration on seeds 1, 2, 3, …. */
  static List<TrialOutcome> runs(Configuration configuration, double... losses) {
    return java.util.stream.IntStream.range(0, losses.length)
        .mapToObj(i -> completed(i, configuration, i + 1, losses[i]))
        .toList();
  }
}
