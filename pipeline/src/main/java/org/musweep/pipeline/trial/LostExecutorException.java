package org.musweep.pipeline.trial;

import java.io.Serial;

/** A pack was lost as the process that trained it is gone. */
public final class LostExecutorException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  private final Blame blame;

  /** What is known of who is to blame. */
  public enum Blame {
    /** The process ended by itself, and trained nothing else. */
    PACK,
    /** The process, which trained nothing else, had not enough memory. */
    MEMORY,
    /** It was killed, its machine is gone, or it trained several packs. */
    UNKNOWN
  }

  /** Says how the process ended. */
  public LostExecutorException(Blame blame, String message) {
    super(message);
    this.blame = blame;
  }

  /** What is known of who is to blame. */
  public Blame blame() {
    return blame;
  }
}
