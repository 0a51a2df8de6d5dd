package org.musweep.mup.data;

/**
 * Data that cannot be used; the message names the file, what is wrong with it and what is allowed.
 */
public final class DataException extends RuntimeException {

  /** Data that is wrong in itself. */
  public DataException(String message) {
    super(message);
  }

  /** Data that could not be read. */
  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
