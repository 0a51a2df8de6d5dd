package org.musweep.mup.training;

/** How a lane stood at the end of a stretch of training. */
public sealed interface LaneOutcome {

  /** Trained to the stretch's last step; {@code loss} is the validation loss, in nats. */
  record Reached(int step, double loss) implements LaneOutcome {}

  /** Became NaN, infinite or explosive, or collapsed; {@code loss} is the last one seen. */
  record Diverged(int step, double loss, String reason) implements LaneOutcome {}

  /** The last step that counts. */
  int step();
}
