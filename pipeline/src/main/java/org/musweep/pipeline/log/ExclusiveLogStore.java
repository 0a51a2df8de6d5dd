package org.musweep.pipeline.log;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A log on HDFS: one file per batch as on a local disk, each written under a hidden name and
 * renamed, which the name node refuses if the name is taken.
 *
 * <p>That is also the fence: a driver that was taken for dead finds the next number taken by its
 * successor and writes no more. Such numbers are never deleted, see {@link Compaction}.
 */
final class ExclusiveLogStore implements LogStore {

  private final HadoopFiles files;
  private final LeaseTiming timing;

  ExclusiveLogStore(HadoopFiles files, LeaseTiming timing) {
    this.files = files;
    this.timing = timing;
  }

  @Override
  public URI folder() {
    return files.folder();
  }

  @Override
  public Lease acquire(LeaseHolder holder) {
    return ClaimLease.acquire(files, holder, timing);
  }

  @Override
  public Optional<LeaseHolder> holder() {
    return ClaimLease.holder(files);
  }

  @Override
  public List<Long> sequences() {
    return BatchName.batches(files.files(""));
  }

  @Override
  public Optional<byte[]> read(long sequence) {
    return files.get(BatchName.batch(sequence));
  }

  @Override
  public boolean publish(long sequence, byte[] batch) {
    return files.putNew(BatchName.batch(sequence), batch);
  }

  @Override
  public void replace(long sequence, byte[] batch) {
    files.put(BatchName.batch(sequence), batch);
  }

  @Override
  public List<Long> snapshots() {
    return BatchName.snapshots(files.files(""));
  }

  @Override
  public Optional<byte[]> readSnapshot(long sequence) {
    return files.get(BatchName.snapshot(sequence));
  }

  @Override
  public void publishSnapshot(long sequence, byte[] snapshot) {
    files.put(BatchName.snapshot(sequence), snapshot);
  }

  @Override
  public void delete(List<Long> batches, List<Long> snapshots) {
    batches.forEach(sequence -> files.delete(BatchName.batch(sequence)));
    snapshots.forEach(sequence -> files.delete(BatchName.snapshot(sequence)));
  }
}
