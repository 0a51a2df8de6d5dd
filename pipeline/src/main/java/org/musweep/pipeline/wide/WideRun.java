package org.musweep.pipeline.wide;

import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.trial.TrialShape;

/**
 * What the final run trains.
 *
 * @param name in the curves table, such as {@code wide}
 * @param shape rules, width, depth, batch size and steps
 * @param configuration the chosen settings
 * @param seed of the initial weights and of the order of the data
 * @param threads CPU threads for one operation
 * @param checkpointEvery steps between two checkpoints
 */
public record WideRun(
    String name,
    TrialShape shape,
    Configuration configuration,
    long seed,
    int threads,
    int checkpointEvery) {

  /** Checks the counts. */
  public WideRun {
    if (threads < 1 || checkpointEvery < 1) {
      throw new IllegalArgumentException(
          "Invalid wide run: %d threads, a checkpoint every %d steps (must be positive)"
              .formatted(threads, checkpointEvery));
    }
  }
}
