package org.musweep.pipeline.selection;

import org.musweep.pipeline.space.Edge;

/**
 * The best trials lie at an end of a hyperparameter's range, or what is fitted to their losses
 * falls towards it, so that the optimum may lie outside.
 *
 * @param hyperparameter whose range it is
 * @param edge which end
 * @param close how many of the best trials lie within 5 % of it, on the range's own scale
 * @param best how many best trials were looked at
 * @param fitted whether parabolas fitted to the losses have their minimum beyond it
 * @param blocked whether trials closer to the edge than the best one mostly diverged: then the edge
 *     of stability is near, and a wider range would not help
 */
public record BoundaryHit(
    String hyperparameter, Edge edge, int close, int best, boolean fitted, boolean blocked) {

  /** The warning, and what to do about it. */
  public String text() {
    String where = edge == Edge.LOW ? "lower" : "upper";
    String what =
        close > 0
            ? "%s: %d of the best %d trials lie at the %s edge of its range"
                .formatted(hyperparameter, close, best, where)
            : "%s: the minimum fitted to the losses lies beyond the %s edge of its range"
                .formatted(hyperparameter, where);
    return blocked
        ? what + ", next to trials that diverged: the edge of stability is near"
        : what + ": widen it there and search again";
  }
}
