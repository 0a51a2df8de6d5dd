package org.musweep.pipeline.sweep;

import java.io.Serial;

/**
 * Training hangs in a thread of the driver's own process, which nothing but the end of the process
 * ends. The study knows which pack it was: who goes on with it trains those trials alone.
 */
public final class StalledTrainerException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  StalledTrainerException(String pack, String reason) {
    super(
        "Pack %s %s, and its thread cannot be ended but with this process; the same command goes on, with the trials of that pack alone"
            .formatted(pack, reason));
  }
}
