package org.musweep.pipeline.log;

import java.io.IOException;
import java.net.URI;

/** A place on another file system cannot be used with the credentials that there are. */
public final class StorageRefusedException extends StorageException {

  private static final long serialVersionUID = 1L;

  /** Names the place and says what the file system said, and where credentials come from. */
  public StorageRefusedException(URI place, IOException cause) {
    super(
        "Cannot use %s: access is refused: %s (credentials come from Hadoop's configuration, such as spark.hadoop.fs.%s.*, or from where that points)"
            .formatted(place, said(cause), place.getScheme()));
    initCause(cause);
  }

  /** In one line, without a stack trace that some servers send along. */
  private static String said(IOException cause) {
    String message = String.valueOf(cause.getMessage());
    return message.lines().findFirst().orElse(message);
  }
}
