package org.musweep.pipeline.log;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the batches of a log, each under its sequence number. One implementation per kind of file
 * system, since they differ in how something is made exclusively and at once.
 */
public interface LogStore {

  /**
   * The store for a log's folder.
   *
   * @throws UnsupportedSchemeException if there is none for the folder's scheme
   */
  static LogStore at(URI folder) {
    return new LocalLogStore(folder);
  }

  /** The log's folder, for messages. */
  URI folder();

  /**
   * Takes the study for one driver.
   *
   * @throws StudyHeldException if another driver holds it
   * @throws StorageException if the lease cannot be written
   */
  Lease acquire(LeaseHolder holder);

  /** The driver that holds the study, or held it and died, as far as that is known. */
  Optional<LeaseHolder> holder();

  /** The sequence numbers that are there, ascending. */
  List<Long> sequences();

  /** The bytes of a batch; empty if there is no batch of that number. */
  Optional<byte[]> read(long sequence);

  /**
   * Adds a batch: all of it or nothing, on the disk when this returns.
   *
   * @return false if there is a batch of that number, which then stays as it is
   * @throws StorageException if it cannot be written
   */
  boolean publish(long sequence, byte[] batch);

  /**
   * Puts another batch in the place of a torn one, at once.
   *
   * @throws StorageException if it cannot be written
   */
  void replace(long sequence, byte[] batch);
}
