package org.musweep.pipeline.rung;

import java.util.List;

/**
 * A rule for early stopping.
 *
 * <p>Implementations are immutable and their decisions a pure function of what the ladder holds:
 * the order in which observations came plays no part. Asking costs as much as there are decisions
 * to make, however many trials have been decided on before.
 */
public interface Pruner {

  /**
   * The decisions that are due now, about trials that wait at a rung below the last; higher rungs
   * first, better trials first within a rung. Whoever is not decided on goes on waiting. Diverged
   * trials compete but are not decided on. Nobody waits once no trial is outstanding.
   *
   * <p>A decision counts only when the ladder has been told of it: until then it is due.
   */
  List<Decision> decide(Ladder ladder);
}
