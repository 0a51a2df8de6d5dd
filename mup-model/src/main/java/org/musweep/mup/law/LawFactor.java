package org.musweep.mup.law;

/**
 * What a setting is multiplied with on the way to another model or training, and by which law.
 *
 * @param setting what is multiplied, and of which parameters, for people
 * @param factor on its value
 * @param law that says so, with its source
 */
public record LawFactor(String setting, double factor, String law) {

  /** Checks that the factor is positive. */
  public LawFactor {
    Positive.check("factor of " + setting, factor);
  }
}
