package org.musweep.pipeline.log;

import java.util.Locale;

/** What was decided about a trial at a rung. */
public enum RungDecision {
  /** Goes on to the next rung. */
  PROMOTED,
  /** Does not go on: others were better. */
  STOPPED,
  /** Reached the last rung, its horizon. */
  COMPLETED,
  /** Diverged on the way to this rung. */
  DIVERGED,
  /** Failed on the way to this rung. */
  FAILED;

  /** The word used in tables and logs: {@code promoted}, {@code stopped} and so on. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
