package org.musweep.mup.coordcheck;

/** How a slope, a module or a whole coord check came out; from best to worst. */
public enum CoordOutcome {
  /** Not judged: shown for its own sake. */
  SHOWN,
  /** Surely within its limits. */
  PASSED,
  /** Too noisy, or too little measured, to tell. */
  INCONCLUSIVE,
  /** Surely beyond a limit, or not finite. */
  FAILED;

  /** The worse of the two. */
  public CoordOutcome or(CoordOutcome other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** Lower case, as tables and messages show it. */
  public String text() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
