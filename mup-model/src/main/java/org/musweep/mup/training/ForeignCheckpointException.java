package org.musweep.mup.training;

import java.io.IOException;

/** A checkpoint that was trained under another parametrization than the stack that reads it. */
public final class ForeignCheckpointException extends IOException {

  private static final long serialVersionUID = 1;

  ForeignCheckpointException(String message) {
    super(message);
  }
}
