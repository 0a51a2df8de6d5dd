package org.musweep.pipeline.log;

/** Where a trial stands between its suggestion and its end. */
public enum TrialStatus {
  /** To be trained from the start. */
  SUGGESTED,
  /** In a pack that runs. */
  RUNNING,
  /** Trained to a rung; its checkpoint waits for what is decided. */
  PAUSED,
  /** Has its result. */
  ENDED
}
