package org.musweep.pipeline.selection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.musweep.pipeline.sampling.SeededHash;
import org.musweep.pipeline.space.Hyperparameter;
import org.musweep.pipeline.space.SearchSpace;

/**
 * The share of the variance of the loss over the space that each hyperparameter explains by itself,
 * as a random forest sees it; what is left over is due to several together. Only trials that
 * completed have a loss. On logarithmic ranges every octave counts the same.
 *
 * <p>Source: F. Hutter et al., An efficient approach for assessing hyperparameter importance, ICML
 * 2014.
 *
 * @param space that was searched
 */
record Fanova(SearchSpace space) {

  private static final int TREES = 64;
  private static final int FEWEST = 10;
  private static final long SEED = 0x46414e4f5641L;

  /** Shares that add up to at most 1, by name; empty if there are too few trials to tell. */
  Map<String, Double> of(List<TrialOutcome> exploration) {
    List<RegressionTree.Example> samples = new ArrayList<>();
    for (TrialOutcome trial : exploration) {
      if (trial.finalLoss().isPresent() && space.contains(trial.configuration())) {
        List<Double> point =
            space.unitPoint(trial.configuration()).stream()
                .map(unit -> unit.isNaN() ? 0.5 : unit)
                .toList();
        samples.add(new RegressionTree.Example(point, trial.finalLoss().orElseThrow()));
      }
    }
    if (samples.size() < FEWEST) {
      return Map.of();
    }
    double[] shares = new double[space.dimensions()];
    int counted = 0;
    for (int tree = 0; tree < TREES; tree++) {
      RegressionTree grown = RegressionTree.grown(drawn(samples, tree));
      double variance = grown.variance();
      if (variance > 0) {
        counted++;
        for (int d = 0; d < shares.length; d++) {
          shares[d] += grown.varianceAlong(d) / variance;
        }
      }
    }
    Map<String, Double> result = new LinkedHashMap<>();
    for (int d = 0; d < shares.length && counted > 0; d++) {
      Hyperparameter hyperparameter = space.hyperparameters().get(d);
      result.put(hyperparameter.name(), shares[d] / counted);
    }
    return result;
  }

  /** As many samples, drawn with replacement. */
  private static List<RegressionTree.Example> drawn(
      List<RegressionTree.Example> samples, int tree) {
    List<RegressionTree.Example> drawn = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      long bits = SeededHash.bits(SEED, tree, i) >>> 1;
      drawn.add(samples.get((int) (bits % samples.size())));
    }
    return drawn;
  }
}
