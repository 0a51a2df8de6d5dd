package org.musweep.pipeline.selection;

import java.util.Locale;

/**
 * What a hyperparameter is to a search.
 *
 * <p>Source: V. Godbole et al., Deep learning tuning playbook, 2023.
 */
public enum HyperparameterRole {
  /** Its effect is the question: its values are compared. */
  SCIENTIFIC,
  /** Tuned for each value of the scientific ones, so that their comparison is fair. */
  NUISANCE,
  /** Held at one value: what is found holds for that value. */
  FIXED;

  /** Lower case, as documents show it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
