package org.musweep.pipeline.spark.scoring;

import java.io.Serial;

/** A row that cannot be scored, and why. */
final class BadRowException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  BadRowException(String reason) {
    super(reason);
  }
}
