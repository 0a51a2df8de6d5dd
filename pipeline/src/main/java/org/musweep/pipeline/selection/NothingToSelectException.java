package org.musweep.pipeline.selection;

/** No trial completed with a usable loss, so that there is nothing to choose from: exit code 4. */
public final class NothingToSelectException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With what happened to the trials instead. */
  public NothingToSelectException(String message) {
    super(message);
  }
}
