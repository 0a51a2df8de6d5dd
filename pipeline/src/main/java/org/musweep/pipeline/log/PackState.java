package org.musweep.pipeline.log;

import java.util.Optional;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.PackReport;

/**
 * All that the log says about one pack.
 *
 * @param pack who trains together in it
 * @param status where it stands
 * @param startedAtMillis when it was handed to the executor, in milliseconds since 1970 UTC
 * @param report its report, once committed
 * @param lostReason why it was lost, abandoned or called off; empty if it was not
 */
public record PackState(
    Pack pack,
    Status status,
    long startedAtMillis,
    Optional<PackReport> report,
    String lostReason) {

  /** Where a pack stands. */
  public enum Status {
    /** Handed to the executor, nothing heard of it yet. */
    RUNNING,
    /** Its report is accepted. */
    COMMITTED,
    /** Ended without a report, while its driver lived. */
    LOST,
    /** Lost with its executor, which had run out of memory. */
    OUT_OF_MEMORY,
    /** Lost with its executor, which was killed, or not by this pack for sure. */
    KILLED,
    /** Ended by a watchdog, as it made no step for too long. */
    STALLED,
    /** Its driver ended before it did. */
    ABANDONED,
    /** Called off by its driver. */
    CANCELLED
  }

  static PackState started(Pack pack, long atMillis) {
    return new PackState(pack, Status.RUNNING, atMillis, Optional.empty(), "");
  }

  PackState committed(PackReport accepted) {
    return new PackState(pack, Status.COMMITTED, startedAtMillis, Optional.of(accepted), "");
  }

  PackState lost(Event.PackLost event) {
    Status end =
        switch (event.cause()) {
          case EXECUTOR -> Status.LOST;
          case MEMORY -> Status.OUT_OF_MEMORY;
          case KILLED -> Status.KILLED;
          case STALL -> Status.STALLED;
        };
    return new PackState(pack, end, startedAtMillis, Optional.empty(), event.reason());
  }

  PackState cancelled(String reason) {
    return new PackState(pack, Status.CANCELLED, startedAtMillis, Optional.empty(), reason);
  }

  PackState abandoned(String reason) {
    return new PackState(pack, Status.ABANDONED, startedAtMillis, Optional.empty(), reason);
  }
}
