package org.musweep.pipeline.log;

import java.util.List;

/**
 * The append-only log of a study, held by one driver. What it says happened, and nothing else did:
 * tables, search state and summaries are made from it.
 */
public interface StudyLog extends AutoCloseable {

  /**
   * Takes a study and reads its log. A last batch that a crash cut off is put right, at the price
   * of the record it was cut off in; {@link Replay#notes} says so.
   *
   * @throws StudyHeldException if another driver holds it
   * @throws UnreadableLogException if it is damaged before its end, or a newer program wrote it
   * @throws StorageException if it cannot be read or held
   */
  static StudyLog open(LogStore store, LeaseHolder holder) {
    return BatchLog.open(store, holder, Compaction.USUAL_BATCHES);
  }

  /** What was in the log when it was opened. */
  Replay replay();

  /** This driver's number: one more than that of the last driver that wrote. */
  long epoch();

  /**
   * Adds events, together and in order; they are durable when this returns. May be called from
   * several threads, whose events then share commits.
   *
   * @throws StorageException if they cannot be written; nothing can be appended from then on
   * @throws StudyHeldException if another driver has written
   */
  void append(List<Event> events);

  /** Gives the study back. */
  @Override
  void close();
}
