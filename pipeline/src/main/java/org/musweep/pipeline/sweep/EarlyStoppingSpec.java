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
 * @param guards what else ends a trial, and how many peers it takes to judge one
 */
public record EarlyStoppingSpec(Rule rule, int reductionFactor, double firstRung, Guards guards) {

  /** Checks each component. */
  public EarlyStoppingSpec {
    Bounds.atLeast("reduction factor", reductionFactor, 2);
    Bounds.shareUpToOne("first rung", firstRung);
  }

  /** A rule without guards. */
  public EarlyStoppingSpec(Rule rule, int reductionFactor, double firstRung) {
    this(rule, reductionFactor, firstRung, Guards.NONE);
  }

  /** Whether any trial may end before its horizon. */
  public boolean stopsEarly() {
    return rule != Rule.NONE || guards.stopTrials();
  }

  /**
   * Limits that hold beside the rule.
   *
   * @param minPeers trials that the rule must have seen before it stops one; 0 for its default
   * @param threshold loss above which a trial stops at any rung; infinite for none
   * @param patience rungs without improvement after which a trial stops; 0 for none
   * @param minImprovement how much lower a loss must be to count as improved
   */
  public record Guards(int minPeers, double threshold, int patience, double minImprovement) {

    /** None. */
    public static final Guards NONE = new Guards(0, Double.POSITIVE_INFINITY, 0, 0);

    /** Checks each component. */
    public Guards {
      Bounds.atLeast("minimum of peers", minPeers, 0);
      Bounds.require(!Double.isNaN(threshold), "threshold", threshold, "a number");
      Bounds.atLeast("patience", patience, 0);
      Bounds.require(minImprovement >= 0, "least improvement", minImprovement, "at least 0");
    }

    /** Whether a trial may be stopped by a limit. */
    public boolean stopTrials() {
      return Double.isFinite(threshold) || patience > 0;
    }
  }

  /** Who goes on. */
  public enum Rule implements SpecWord {
    /** All. */
    NONE,
    /** The best of a rung so far, as soon as there are enough to choose from. */
    ASHA,
    /** Those that are among the best of a rung when they reach it; nobody waits. */
    ASHA_STOPPING,
    /** The best of a rung, once all have reached it. */
    SUCCESSIVE_HALVING,
    /** The same, in brackets that begin to compare at different rungs. */
    HYPERBAND,
    /** Those at least as good as the median of their rung. */
    MEDIAN
  }
}
