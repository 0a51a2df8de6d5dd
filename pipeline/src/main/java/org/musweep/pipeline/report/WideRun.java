package org.musweep.pipeline.report;

import java.util.List;
import org.musweep.pipeline.table.CurveRow;

/**
 * How the training of the wide model went.
 *
 * @param rules the rule set's name
 * @param width the model's width
 * @param steps optimizer steps done
 * @param seed of the initial weights and of the order of the data
 * @param finalLoss validation loss at the end, in nats
 * @param seconds wall-clock time of the training
 * @param curve its logged steps, in order
 */
public record WideRun(
    String rules,
    int width,
    int steps,
    long seed,
    double finalLoss,
    double seconds,
    List<CurveRow> curve) {

  /** Copies the curve. */
  public WideRun {
    curve = List.copyOf(curve);
  }
}
