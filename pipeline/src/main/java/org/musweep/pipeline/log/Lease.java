package org.musweep.pipeline.log;

/**
 * The right to append to a study, held by one driver at a time. It ends with {@link #close} or with
 * the process that holds it.
 */
public interface Lease extends AutoCloseable {

  /** Gives the study back. Closing again changes nothing. */
  @Override
  void close();
}
