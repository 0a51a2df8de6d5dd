package org.musweep.pipeline.log;

/**
 * Reading or writing failed: a full disk, a lost permission, a share that went away. What was
 * committed before is intact and the sweep can be resumed when the cause is removed.
 */
public sealed class StorageException extends RuntimeException permits StorageRefusedException {

  private static final long serialVersionUID = 1L;

  /** Says what could not be done and why. */
  public StorageException(String message, Throwable cause) {
    super(message + ": " + reason(cause), cause);
  }

  /** Says what could not be done, where no other exception tells why. */
  public StorageException(String message) {
    super(message);
  }

  private static String reason(Throwable cause) {
    String type = cause.getClass().getSimpleName();
    return cause.getMessage() == null ? type : type + ": " + cause.getMessage();
  }
}
