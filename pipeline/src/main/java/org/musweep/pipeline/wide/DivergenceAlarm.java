package org.musweep.pipeline.wide;

import java.util.Locale;
import java.util.Optional;
import org.musweep.pipeline.sweep.WideSpec.DivergenceWatch;

/**
 * Watches the training loss of a run for a sign that it comes apart, long before it is NaN.
 *
 * <p>What a run has learned is the difference between the baseline, the loss of a model that
 * ignores its input, and its lowest loss. The share of it that is lost again is taken from losses
 * smoothed over about {@code 2/SMOOTHING} logged points, so that single bad batches do not count;
 * nothing can be lost before there is something learned to speak of.
 */
final class DivergenceAlarm {

  private static final double SMOOTHING = 0.4;

  /** Of the baseline: what has been learned before that is of the size of a batch's noise. */
  private static final double LEAST_LEARNED = 0.05;

  private final DivergenceWatch limits;
  private final double baseline;
  private double smoothed = Double.NaN;
  private double lowest = Double.POSITIVE_INFINITY;
  private boolean warned;
  private Optional<String> verdict = Optional.empty();

  /**
   * An alarm.
   *
   * @param baseline loss of a model that ignores its input, in nats
   */
  DivergenceAlarm(DivergenceWatch limits, double baseline) {
    this.limits = limits;
    this.baseline = baseline;
  }

  /**
   * Takes the loss of a logged step.
   *
   * @return a warning, if there is reason for one that was not given yet
   */
  Optional<String> observe(int step, double loss) {
    smoothed = Double.isNaN(smoothed) ? loss : smoothed + SMOOTHING * (loss - smoothed);
    lowest = Math.min(lowest, smoothed);
    double learned = baseline - lowest;
    double lost = learned >= LEAST_LEARNED * baseline ? (smoothed - lowest) / learned : 0;
    if (lost >= limits.stop()) {
      verdict = Optional.of(text(step, lost));
    }
    if (lost < limits.warn() / 2) {
      warned = false;
    }
    if (lost < limits.warn() || warned) {
      return Optional.empty();
    }
    warned = true;
    return Optional.of(text(step, lost));
  }

  /** Why the run is to end; empty while it may go on. */
  Optional<String> verdict() {
    return verdict;
  }

  private String text(int step, double lost) {
    return String.format(
        Locale.ROOT,
        "at step %d the training loss is %.4g after %.4g at best: %.0f %% of what was learned is"
            + " lost",
        step,
        smoothed,
        lowest,
        100 * lost);
  }
}
