package org.musweep.pipeline.log;

import java.net.URI;
import java.util.Optional;

/** Another driver holds the study; there is never more than one. */
public final class StudyHeldException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private StudyHeldException(String message) {
    super(message);
  }

  /** Refuses to open a study that is held. */
  public static StudyHeldException atOpening(URI log, Optional<LeaseHolder> holder) {
    return new StudyHeldException(
        "Cannot open the study at %s: it is held by %s; wait for it or end it"
            .formatted(log, text(holder)));
  }

  /** Tells a driver that another one has written what it was about to write. */
  static StudyHeldException atAppending(URI log, long sequence, Optional<LeaseHolder> holder) {
    return new StudyHeldException(
        "Cannot append batch %d to the study at %s: another driver wrote it (last seen: %s)"
            .formatted(sequence, log, text(holder)));
  }

  private static String text(Optional<LeaseHolder> holder) {
    return holder.map(LeaseHolder::text).orElse("another driver");
  }
}
