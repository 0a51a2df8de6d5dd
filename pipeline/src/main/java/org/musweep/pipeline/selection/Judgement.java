package org.musweep.pipeline.selection;

import java.util.Comparator;
import java.util.List;

/**
 * What a search tells beyond its winner.
 *
 * @param infeasibleShare of the trials, those that diverged or failed
 * @param hyperparameters in the order of the space
 */
public record Judgement(double infeasibleShare, List<HyperparameterJudgement> hyperparameters) {

  /** Nothing is known. */
  public static final Judgement NONE = new Judgement(0, List.of());

  /** Copies the list. */
  public Judgement {
    hyperparameters = List.copyOf(hyperparameters);
  }

  /** The hyperparameters whose importance is known, the most important first. */
  public List<HyperparameterJudgement> byImportance() {
    return hyperparameters.stream()
        .filter(one -> !Double.isNaN(one.importance()))
        .sorted(Comparator.comparingDouble(HyperparameterJudgement::importance).reversed())
        .toList();
  }
}
