package org.musweep.pipeline.spark;

/** What a training pack tells its surroundings while it runs, and what it asks them. */
interface PackMonitor {

  /** Training is alive: it is about to make a step, or something else that ends. */
  void alive();

  /** So many more lane-steps are done. */
  void laneSteps(long count);

  /** A number that no other attempt at any pack of this run has. */
  int attempt();

  /** Whether the task has been told to end. */
  boolean isCancelled();
}
