package org.musweep.pipeline.trial;

import java.io.Serial;

/** A pack was ended on account of another one: it says nothing about its trials. */
public final class UnluckyPackException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  /** Says which pack was to blame. */
  public UnluckyPackException(String message) {
    super(message);
  }
}
