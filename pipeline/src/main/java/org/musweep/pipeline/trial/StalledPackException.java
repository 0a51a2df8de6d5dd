package org.musweep.pipeline.trial;

import java.io.Serial;

/** A pack made no step for too long, and its task was given up. */
public final class StalledPackException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  private final Thread thread;

  /** What is left of the thread that trained. */
  public enum Thread {
    /** It ended with its process. */
    ENDED,
    /** It hangs on in the driver's process, which is to be ended as soon as other packs are. */
    IN_DRIVER
  }

  /** Says how long the pack stood still. */
  public StalledPackException(Thread thread, String message) {
    super(message);
    this.thread = thread;
  }

  /** What is left of the thread that trained. */
  public Thread thread() {
    return thread;
  }
}
