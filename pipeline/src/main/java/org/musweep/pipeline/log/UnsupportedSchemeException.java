package org.musweep.pipeline.log;

import java.net.URI;

/** A place lies on a file system on which this cannot be kept. */
public final class UnsupportedSchemeException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /** Names the place, its scheme and what is allowed, where only local places are. */
  public UnsupportedSchemeException(URI place) {
    super(
        "Cannot use %s: scheme '%s' is not supported here (must be file:, or a path without a scheme)"
            .formatted(place, place.getScheme()));
  }

  /** Names the place, its scheme and what is allowed, where Hadoop knows no such file system. */
  public UnsupportedSchemeException(URI place, Throwable cause) {
    super(
        "Cannot use %s: no file system is known for scheme '%s' (must be a path, file:, hdfs:, or another that Hadoop's configuration and class path have)"
            .formatted(place, place.getScheme()),
        cause);
  }
}
