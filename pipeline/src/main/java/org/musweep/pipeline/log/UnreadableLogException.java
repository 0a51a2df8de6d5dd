package org.musweep.pipeline.log;

/**
 * A study log holds what this program cannot read: a damaged record before the end, a missing
 * batch, or a record of a newer program. Nothing was changed.
 */
public final class UnreadableLogException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says where and what. */
  public UnreadableLogException(String message) {
    super(message);
  }

  /** Says where and what, and keeps the cause. */
  public UnreadableLogException(String message, Throwable cause) {
    super(message, cause);
  }
}
