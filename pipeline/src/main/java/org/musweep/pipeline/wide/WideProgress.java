package org.musweep.pipeline.wide;

/** Follows the final run, and can end it. */
public interface WideProgress {

  /** Called at every logged step. */
  void step(int step, int steps, double trainingLoss);

  /** The run is getting worse; said once, and again after it had recovered. */
  default void warning(String text) {}

  /** Asked every step; true ends the run after its last checkpoint, to be resumed. */
  boolean stopRequested();
}
