package org.musweep.pipeline.sampling;

import org.musweep.pipeline.space.Configuration;

/** What became of one configuration. */
public sealed interface Observation {

  /** The configuration that was tried. */
  Configuration configuration();

  /** The last optimizer step it reached. */
  int step();

  /**
   * Trained to that step; losses are comparable between equal steps only.
   *
   * @param loss validation loss in nats, finite
   */
  record Measured(Configuration configuration, int step, double loss) implements Observation {
    /** Checks that the loss is finite. */
    public Measured {
      if (!Double.isFinite(loss)) {
        throw new IllegalArgumentException(
            "Invalid loss: " + loss + " (must be finite; what diverged is told as Diverged)");
      }
    }
  }

  /** Diverged or failed on the way: worse than every measured loss, and never left out. */
  record Diverged(Configuration configuration, int step) implements Observation {}
}
