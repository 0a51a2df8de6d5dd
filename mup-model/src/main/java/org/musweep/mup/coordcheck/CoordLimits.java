package org.musweep.mup.coordcheck;

/**
 * How much a coordinate size may depend on width.
 *
 * @param hiddenGrowth largest slope of a hidden module
 * @param hiddenShrinkage largest negative slope of a hidden module, as a positive number
 * @param outputGrowth largest slope of the readout and of attention logits
 * @param standardErrors how many standard errors a slope must be away from its limit for a sure
 *     judgement
 * @param firstStep first step that is judged; step 1 is initialization
 * @param largestJudgedLearningRate larger learning rates are shown without a judgement: steps
 *     become chaotic there without anything being wrong
 */
public record CoordLimits(
    double hiddenGrowth,
    double hiddenShrinkage,
    double outputGrowth,
    double standardErrors,
    int firstStep,
    double largestJudgedLearningRate) {

  /** Checks that limits are not negative. */
  public CoordLimits {
    if (!(hiddenGrowth >= 0)
        || !(hiddenShrinkage >= 0)
        || !(outputGrowth >= 0)
        || !(standardErrors >= 0)) {
      throw new IllegalArgumentException(
          "Invalid coord limits: hidden growth %s and shrinkage %s, output growth %s, standard errors %s (must not be negative)"
              .formatted(hiddenGrowth, hiddenShrinkage, outputGrowth, standardErrors));
    }
    if (firstStep < 1 || !(largestJudgedLearningRate > 0)) {
      throw new IllegalArgumentException(
          "Invalid coord limits: first step %d, largest judged learning rate %s (must be positive)"
              .formatted(firstStep, largestJudgedLearningRate));
    }
  }

  /**
   * The usual limits (0.2 for hidden modules, growth of 0.15 for readout and logits, 2 standard
   * errors, from step 2 on) for learning rates up to the one given.
   */
  public static CoordLimits upTo(double largestJudgedLearningRate) {
    return new CoordLimits(0.2, 0.2, 0.15, 2, 2, largestJudgedLearningRate);
  }

  /** The usual limits, every learning rate being judged. */
  public static CoordLimits forEveryLearningRate() {
    return upTo(Double.MAX_VALUE);
  }

  /** Largest slope for modules of that kind. */
  public double growth(ModuleKind kind) {
    return kind == ModuleKind.HIDDEN ? hiddenGrowth : outputGrowth;
  }

  /** Smallest slope for modules of that kind; negative infinity where shrinkage is tolerated. */
  public double shrinkage(ModuleKind kind) {
    return kind == ModuleKind.HIDDEN ? -hiddenShrinkage : Double.NEGATIVE_INFINITY;
  }

  /** Whether records of that learning rate and step count for the verdict. */
  public boolean judges(double learningRate, int step) {
    return learningRate <= largestJudgedLearningRate && step >= firstStep;
  }
}
