package org.musweep.mup.coordcheck;

import java.util.Locale;

/**
 * How one statistic of one module depends on width at one step and learning rate, and what that
 * means.
 *
 * @param module the module's name
 * @param statistic {@code l1} or {@code delta}
 * @param learningRate the learning rate at base width
 * @param step counts from 1, at initialization
 * @param estimate the slope, or why there is none
 * @param outcome the judgement
 * @param reason why the outcome is what it is, such as {@code growth of +0.98 ± 0.01 is beyond the
 *     limit of +0.20}
 */
public record ModuleSlope(
    String module,
    String statistic,
    double learningRate,
    int step,
    SlopeEstimate estimate,
    CoordOutcome outcome,
    String reason) {

  /** What the module is to the check. */
  public ModuleKind kind() {
    return ModuleKind.of(module);
  }

  /** Place and reason in one line. */
  public String text() {
    return "%s: %s at step %d, learning rate %s: %s"
        .formatted(
            module, statistic, step, String.format(Locale.ROOT, "%.3g", learningRate), reason);
  }

  /** The same slope with another judgement. */
  ModuleSlope judged(CoordOutcome changed, String because) {
    return new ModuleSlope(module, statistic, learningRate, step, estimate, changed, because);
  }
}
