package org.musweep.pipeline.space;

/**
 * Whether the best value of a hyperparameter, found at small width, is also good at large width.
 */
public enum Transferability {
  /** It transfers under maximal update parametrization. */
  TRANSFERS,
  /** It transfers within limits; worth checking at half and twice the value. */
  CONDITIONAL,
  /** It transfers only when the sweep names the rule that scales it with width. */
  BY_RULE,
  /** It depends on the size of the model or of the data, and has to be chosen there. */
  DOES_NOT_TRANSFER,
  /** Nothing is known; to be treated as if it did not transfer. */
  UNKNOWN;

  /** Whether a search for it at small width deserves a warning. */
  public boolean deservesWarning() {
    return this != TRANSFERS;
  }
}
