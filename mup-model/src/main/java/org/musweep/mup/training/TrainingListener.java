package org.musweep.mup.training;

import java.util.List;

/** Follows a training, and can end it. */
public interface TrainingListener {

  /** Hears nothing and never stops. */
  TrainingListener NONE = new TrainingListener() {};

  /**
   * Called every {@link TrainingSpec#logEvery()} steps and at the end, with one entry per lane;
   * lanes that are ahead have a later step in theirs.
   */
  default void logged(int step, List<CurvePoint> points) {}

  /**
   * Asked every step; true ends the training with {@link
   * java.util.concurrent.CancellationException}.
   */
  default boolean stopRequested() {
    return false;
  }
}
