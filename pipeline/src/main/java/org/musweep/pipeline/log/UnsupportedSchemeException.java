package org.musweep.pipeline.log;

import java.net.URI;

/** A place lies on a file system on which this cannot be kept. */
public final class UnsupportedSchemeException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /** Names the place, its scheme and what is allowed. */
  public UnsupportedSchemeException(URI place) {
    super(
        "Cannot use %s: scheme '%s' is not supported here (must be file:, or a path without a scheme)"
            .formatted(place, place.getScheme()));
  }
}
