package org.musweep.mup.coordcheck;

/**
 * How much what a coord check measures may depend on width.
 *
 * @param hidden largest slope of a hidden module's l1 and delta, of either sign
 * @param readoutGrowth largest slope of the readout
 * @param logitsGrowth largest slope of attention logits
 * @param stabilities limits of a hidden module's stabilities
 * @param standardErrors how many standard errors a slope must be away from its limit for a sure
 *     judgement
 * @param firstStep first step that is judged; step 1 is initialization, of which only the update is
 * @param largestJudgedLearningRate larger learning rates are shown without a judgement: steps
 *     become chaotic there without anything being wrong
 */
public record CoordLimits(
    double hidden,
    double readoutGrowth,
    double logitsGrowth,
    StabilityLimits stabilities,
    double standardErrors,
    int firstStep,
    double largestJudgedLearningRate) {

  /** Checks that limits are not negative. */
  public CoordLimits {
    if (!(hidden >= 0) || !(readoutGrowth >= 0) || !(logitsGrowth >= 0) || !(standardErrors >= 0)) {
      throw new IllegalArgumentException(
          "Invalid coord limits: hidden %s, readout growth %s, logits growth %s, standard errors %s (must not be negative)"
              .formatted(hidden, readoutGrowth, logitsGrowth, standardErrors));
    }
    if (firstStep < 1 || !(largestJudgedLearningRate > 0)) {
      throw new IllegalArgumentException(
          "Invalid coord limits: first step %d, largest judged learning rate %s (must be positive)"
              .formatted(firstStep, largestJudgedLearningRate));
    }
  }

  /**
   * The usual limits for learning rates up to the one given: 0.2 for hidden modules, growth of 0.15
   * for the readout and of 0.1 for logits (right ones shrink with a slope between -0.5 and 0, wrong
   * ones have one between 0 and 0.5), 2 standard errors, from step 2 on.
   */
  public static CoordLimits upTo(double largestJudgedLearningRate) {
    return new CoordLimits(0.2, 0.15, 0.1, StabilityLimits.USUAL, 2, 2, largestJudgedLearningRate);
  }

  /** The usual limits, every learning rate being judged. */
  public static CoordLimits forEveryLearningRate() {
    return upTo(Double.MAX_VALUE);
  }

  /** Largest slope of a statistic of modules of that kind. */
  public double growth(ModuleKind kind, String statistic) {
    return switch (kind) {
      case HIDDEN ->
          statistic.equals(CoordRecord.UPDATE) ? stabilities.updateGrowth() : hidden(statistic);
      case READOUT ->
          statistic.equals(CoordRecord.UPDATE) ? stabilities.updateGrowth() : readoutGrowth;
      case LOGITS -> logitsGrowth;
    };
  }

  /** Smallest slope; negative infinity for readout and logits, whose shrinkage is tolerated. */
  public double shrinkage(ModuleKind kind, String statistic) {
    if (kind != ModuleKind.HIDDEN) {
      return Double.NEGATIVE_INFINITY;
    }
    return statistic.equals(CoordRecord.UPDATE)
        ? -stabilities.updateShrinkage()
        : -hidden(statistic);
  }

  /** Whether records of that statistic, learning rate and step count for the verdict. */
  public boolean judges(String statistic, double learningRate, int step) {
    return learningRate <= largestJudgedLearningRate
        && (statistic.equals(CoordRecord.UPDATE)
            ? step <= stabilities.lastUpdate()
            : step >= firstStep);
  }

  private double hidden(String statistic) {
    return switch (statistic) {
      case CoordRecord.FORWARD -> stabilities.forward();
      case CoordRecord.DEPENDENCY -> stabilities.dependency();
      default -> hidden;
    };
  }
}
