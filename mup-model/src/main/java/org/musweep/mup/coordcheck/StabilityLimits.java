package org.musweep.mup.coordcheck;

/**
 * How much the three stabilities of a hidden module may depend on width.
 *
 * @param forward largest slope, of either sign, of the size of the output
 * @param dependency the same of how much outputs differ for inputs that differ
 * @param updateGrowth largest slope of how much one update of the module's own weights changes its
 *     output
 * @param updateShrinkage the same for a negative slope, as a positive number
 * @param lastUpdate the last step whose update is judged; the first updates start from weights that
 *     training has not shaped yet, later ones also follow what each width has learned
 */
public record StabilityLimits(
    double forward,
    double dependency,
    double updateGrowth,
    double updateShrinkage,
    int lastUpdate) {

  /**
   * Slopes of 0.2 for forward and dependency; for the first three updates growth of 0.3 and
   * shrinkage of 0.5. A wrong rule gives a growth of 0.5 or 1, or a shrinkage of 1. What of an
   * update does not add up over the width shrinks with its root, which narrow models still show.
   */
  public static final StabilityLimits USUAL = new StabilityLimits(0.2, 0.2, 0.3, 0.5, 3);

  /** Checks that limits are not negative. */
  public StabilityLimits {
    if (!(forward >= 0)
        || !(dependency >= 0)
        || !(updateGrowth >= 0)
        || !(updateShrinkage >= 0)
        || lastUpdate < 1) {
      throw new IllegalArgumentException(
          "Invalid stability limits: forward %s, dependency %s, update growth %s and shrinkage %s (must not be negative), last update %d (must be at least 1)"
              .formatted(forward, dependency, updateGrowth, updateShrinkage, lastUpdate));
    }
  }
}
