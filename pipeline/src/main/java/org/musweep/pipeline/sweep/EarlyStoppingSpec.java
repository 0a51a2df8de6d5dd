package org.musweep.pipeline.sweep;

/**
 * Which trials are stopped before their horizon.
 *
 * <p>Rungs are R, R/η, R/η², … for the horizon R and the reduction factor η, down to the last that
 * is not below the first rung's share of R.
 *
 * @param rule who goes on
 * @param reductionFactor η: about one in η trials of a rung goes on
 * @param firstRung share of the horizon that every trial is given
 */
public record EarlyStoppingSpec(Rule rule, int reductionFactor, double firstRung) {

  /** Checks each component. */
  public EarlyStoppingSpec {
    Bounds.atLeast("reduction factor", reductionFactor, 2);
    Bounds.shareUpToOne("first rung", firstRung);
  }

  /** Who goes on. */
  public enum Rule implements SpecWord {
    /** All. */
    NONE,
    /** The best of a rung so far, as soon as there are enough to choose from. */
    ASHA,
    /** The best of a rung, once all have reached it. */
    SUCCESSIVE_HALVING,
    /** Those at least as good as the median of their rung. */
    MEDIAN
  }
}
