package org.musweep.pipeline.log;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * Keeps the batches of a log, each under its sequence number, and snapshots, each of all batches up
 * to a number. One implementation per kind of file system, since they differ in how something is
 * made exclusively and at once.
 */
public interface LogStore {

  /**
   * The store for a log's folder, with Hadoop's configuration as it is found.
   *
   * @throws UnsupportedSchemeException if there is none for the folder's scheme
   */
  static LogStore at(URI folder) {
    return at(folder, new Configuration());
  }

  /**
   * The store for a log's folder.
   *
   * @throws UnsupportedSchemeException if no file system is known for the folder's scheme
   * @throws StorageRefusedException if that file system does not let this user see the folder
   * @throws StorageException if that file system cannot be reached
   */
  static LogStore at(URI folder, Configuration hadoop) {
    return at(folder, hadoop, LeaseTiming.USUAL);
  }

  /** The store for a log's folder, with other times for its lease. */
  static LogStore at(URI folder, Configuration hadoop, LeaseTiming timing) {
    if ("file".equals(folder.getScheme())) {
      return new LocalLogStore(folder);
    }
    HadoopFiles files = HadoopFiles.at(folder, hadoop).admitted();
    return files.makesExclusively()
        ? new ExclusiveLogStore(files, timing)
        : new ClaimedLogStore(files, timing);
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

  /** The sequence numbers of the batches that are there, ascending. */
  List<Long> sequences();

  /** The bytes of a batch; empty if there is no batch of that number. */
  Optional<byte[]> read(long sequence);

  /**
   * Adds a batch: all of it or nothing, on the disk when this returns.
   *
   * @return false if another driver has taken the study or written that batch; what is there then
   *     stays as it is, and this driver is to end
   * @throws StorageException if it cannot be written
   */
  boolean publish(long sequence, byte[] batch);

  /**
   * Puts another batch in the place of a torn one, at once.
   *
   * @throws StorageException if it cannot be written
   */
  void replace(long sequence, byte[] batch);

  /** The numbers up to which there are snapshots, ascending. */
  List<Long> snapshots();

  /** The bytes of a snapshot; empty if there is none up to that number. */
  Optional<byte[]> readSnapshot(long sequence);

  /**
   * Adds a snapshot, all of it or nothing.
   *
   * @throws StorageException if it cannot be written
   */
  void publishSnapshot(long sequence, byte[] snapshot);

  /**
   * Deletes batches and snapshots that another snapshot makes superfluous; those that are not there
   * are passed over.
   *
   * @throws StorageException if one cannot be deleted
   */
  void delete(List<Long> batches, List<Long> snapshots);
}
