package org.musweep.pipeline.wide;

import java.util.List;
import org.musweep.pipeline.table.CurveRow;
import org.musweep.pipeline.trial.TrialResult;

/**
 * How the final run ended.
 *
 * @param result completed with its validation loss, or diverged
 * @param curve one row per logged step
 * @param seconds of training in this process; less than all of it after a resumption
 * @param resumedFrom the step of the checkpoint that this process started from, 0 for a fresh start
 */
public record WideOutcome(
    TrialResult result, List<CurveRow> curve, double seconds, int resumedFrom) {

  /** Copies the curve. */
  public WideOutcome {
    curve = List.copyOf(curve);
  }
}
