package org.musweep.pipeline.sweep;

/** A search in which nothing works: going on would only fail more trials for the same reason. */
public final class SweepFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** An exception whose message says how many trials failed, and why the first one did. */
  public SweepFailedException(String message) {
    super(message);
  }
}
