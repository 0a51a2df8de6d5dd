package org.musweep.pipeline.rung;

import java.util.List;

/**
 * A rule for early stopping.
 *
 * <p>Implementations are immutable and their decisions a pure function of the ladder, whatever the
 * order in which observations are listed.
 */
public interface Pruner {

  /**
   * One decision for every trial that waits at a rung below the last; higher rungs first, better
   * trials first within a rung. Diverged trials compete but are not decided on. Nobody is told to
   * wait once no trial is outstanding.
   */
  List<Decision> decide(Ladder ladder);
}
