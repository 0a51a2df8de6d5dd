package org.musweep.pipeline.selection;

/** Where a finalist stands. */
public enum Standing {
  /** Tied with the best, and the one whose settings transfer. */
  CHOSEN,
  /** Not told apart from the best. */
  TIED,
  /** Surely, and by more than the tie margin, worse than the best. */
  BEHIND,
  /** Diverged on at least one seed. */
  UNSTABLE,
  /** Not comparable: it lacks seeds that others completed. */
  INCOMPLETE;

  /** Whether the finalist is in the tie set. */
  public boolean isTied() {
    return this == CHOSEN || this == TIED;
  }

  /** Lower case, as tables and documents show it. */
  public String text() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
