package org.musweep.pipeline.selection;

import java.util.List;

/**
 * What a search tells about one hyperparameter.
 *
 * @param hyperparameter its name
 * @param role what it is to the search
 * @param importance its share of what sets the best tenth of the trials apart (PED-ANOVA); NaN if
 *     there are too few trials
 * @param variance its share of the variance of the loss over the space, by itself (fANOVA); NaN if
 *     there are too few trials
 * @param slices the best trial of each part of its range, in order
 */
public record HyperparameterJudgement(
    String hyperparameter,
    HyperparameterRole role,
    double importance,
    double variance,
    List<Slice> slices) {

  /** Copies the slices. */
  public HyperparameterJudgement {
    slices = List.copyOf(slices);
  }
}
