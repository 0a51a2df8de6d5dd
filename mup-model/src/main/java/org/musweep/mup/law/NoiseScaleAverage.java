package org.musweep.mup.law;

import java.util.OptionalDouble;

/**
 * The noise scale of a training as it goes on: exponential averages of both parts, numerator and
 * denominator each for itself, divided only when asked for.
 *
 * <p>The averages start at nothing and are corrected for it as Adam's are, so that the first
 * estimate is that of the first step. Source: arXiv:1812.06162.
 *
 * @param decay how much of an average stays per step, at least 0 and below 1
 * @param sums of the parts, not corrected
 * @param steps how many were seen
 */
public record NoiseScaleAverage(double decay, NoiseScale sums, int steps) {

  /** Checks the decay. */
  public NoiseScaleAverage {
    Positive.checkDecay("decay", decay);
    if (steps < 0) {
      throw new IllegalArgumentException("Invalid steps: " + steps + " (must be at least 0)");
    }
  }

  /** Nothing seen yet. */
  public static NoiseScaleAverage withDecay(double decay) {
    return new NoiseScaleAverage(decay, new NoiseScale(0, 0), 0);
  }

  /** The average after one more step; a step whose parts are not finite is left out. */
  public NoiseScaleAverage and(NoiseScale step) {
    if (!Double.isFinite(step.gradientSquared()) || !Double.isFinite(step.covarianceTrace())) {
      return this;
    }
    return new NoiseScaleAverage(
        decay,
        new NoiseScale(
            decay * sums.gradientSquared() + (1 - decay) * step.gradientSquared(),
            decay * sums.covarianceTrace() + (1 - decay) * step.covarianceTrace()),
        steps + 1);
  }

  /** The averages, corrected for their start; both 0 before the first step. */
  public NoiseScale average() {
    double seen = 1 - Math.pow(decay, steps);
    return steps == 0
        ? sums
        : new NoiseScale(sums.gradientSquared() / seen, sums.covarianceTrace() / seen);
  }

  /** B_simple of the averages; empty as long as they do not tell. */
  public OptionalDouble simple() {
    return average().simple();
  }
}
