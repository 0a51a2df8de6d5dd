package org.musweep.pipeline.trial;

import java.io.Serial;

/** A pack made no step for too long, and its task was given up. */
public final class StalledPackException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  private final Remains remains;

  /** What is left of the thread that trained. */
  public enum Remains {
    /** It ended with its process. */
    ENDED,
    /** It hangs on in the driver's process, which is to be ended as soon as other packs are. */
    IN_DRIVER
  }

  /** Says how long the pack stood still. */
  public StalledPackException(Remains remains, String message) {
    super(message);
    this.remains = remains;
  }

  /** What is left of the thread that trained. */
  public Remains remains() {
    return remains;
  }
}
