package org.musweep.mup.coordcheck;

/**
 * How much the three stabilities of a hidden module may depend on width, as slopes of either sign.
 *
 * @param forward of the size of the output
 * @param dependency of how much outputs differ for inputs that differ
 * @param update of how much one update of the module's own weights changes its output
 * @param lastUpdate the last step whose update is judged; the first updates start from weights that
 *     training has not shaped yet, later ones also follow what each width has learned
 */
public record StabilityLimits(double forward, double dependency, double update, int lastUpdate) {

  /** Slopes of 0.2, and 0.3 for the first three updates: a wrong rule gives 0.5 or 1. */
  public static final StabilityLimits USUAL = new StabilityLimits(0.2, 0.2, 0.3, 3);

  /** Checks that limits are not negative. */
  public StabilityLimits {
    if (!(forward >= 0) || !(dependency >= 0) || !(update >= 0) || lastUpdate < 1) {
      throw new IllegalArgumentException(
          "Invalid stability limits: forward %s, dependency %s, update %s (must not be negative), last update %d (must be at least 1)"
              .formatted(forward, dependency, update, lastUpdate));
    }
  }
}
