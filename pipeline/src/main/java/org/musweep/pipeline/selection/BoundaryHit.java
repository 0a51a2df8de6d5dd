package org.musweep.pipeline.selection;

import org.musweep.pipeline.space.Edge;

/**
 * The best trials lie at an end of a hyperparameter's range, so that the optimum may lie outside.
 *
 * @param hyperparameter whose range it is
 * @param edge which end
 * @param close how many of the best trials lie within 5 % of it, on the range's own scale
 * @param best how many best trials were looked at
 * @param blocked whether trials closer to the edge than the best one mostly diverged: then the edge
 *     of stability is near, and a wider range would not help
 */
public record BoundaryHit(String hyperparameter, Edge edge, int close, int best, boolean blocked) {

  /** The warning, and what to do about it. */
  public String text() {
    String where = edge == Edge.LOW ? "lower" : "upper";
    return blocked
        ? "%s: %d of the best %d trials lie at the %s edge of its range, next to trials that diverged: the edge of stability is near"
            .formatted(hyperparameter, close, best, where)
        : "%s: %d of the best %d trials lie at the %s edge of its range: widen it there and search again"
            .formatted(hyperparameter, close, best, where);
  }
}
