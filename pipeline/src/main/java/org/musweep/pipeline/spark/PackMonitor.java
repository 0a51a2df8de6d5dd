package org.musweep.pipeline.spark;

/** What a training pack tells its surroundings while it runs, and what it asks them. */
interface PackMonitor {

  /** So many more lane-steps are done. */
  void laneSteps(long count);

  /** Whether the task has been told to end. */
  boolean isCancelled();
}
