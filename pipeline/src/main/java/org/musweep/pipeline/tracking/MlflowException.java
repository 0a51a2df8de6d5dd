package org.musweep.pipeline.tracking;

import java.io.IOException;

/** A server refused a call. */
final class MlflowException extends IOException {

  private static final long serialVersionUID = 1;

  private final String code;

  MlflowException(String code, String message) {
    super(message);
    this.code = code;
  }

  /** MLflow's name of the reason: {@code RESOURCE_DOES_NOT_EXIST}. */
  String code() {
    return code;
  }
}
