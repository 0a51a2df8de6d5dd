package org.musweep.pipeline.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.musweep.pipeline.log.Lease;
import org.musweep.pipeline.log.LeaseHolder;
import org.musweep.pipeline.log.LogStore;

/**
 * A store on the local disk, each of whose changes is a fail-point; one that is fatal may leave the
 * first half of a batch behind, as a file system without links would.
 *
 * @param store does the work
 * @param files its folder
 * @param tears whether a batch is half written when the process ends
 */
record CountedLogStore(LogStore store, Path files, boolean tears) implements LogStore {

  @Override
  public URI folder() {
    return store.folder();
  }

  @Override
  public Lease acquire(LeaseHolder holder) {
    FailPoint.write();
    return store.acquire(holder);
  }

  @Override
  public Optional<LeaseHolder> holder() {
    return store.holder();
  }

  @Override
  public List<Long> sequences() {
    return store.sequences();
  }

  @Override
  public Optional<byte[]> read(long sequence) {
    return store.read(sequence);
  }

  @Override
  public boolean publish(long sequence, byte[] batch) {
    if (tears && FailPoint.isNext()) {
      tear(sequence, batch);
    }
    FailPoint.write();
    return store.publish(sequence, batch);
  }

  private void tear(long sequence, byte[] batch) {
    try {
      Files.write(
          files.resolve("%020d.jsonl".formatted(sequence)),
          Arrays.copyOf(batch, (int) (batch.length * (sequence % 7) / 7)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void replace(long sequence, byte[] batch) {
    FailPoint.write();
    store.replace(sequence, batch);
  }

  @Override
  public List<Long> snapshots() {
    return store.snapshots();
  }

  @Override
  public Optional<byte[]> readSnapshot(long sequence) {
    return store.readSnapshot(sequence);
  }

  @Override
  public void publishSnapshot(long sequence, byte[] snapshot) {
    FailPoint.write();
    store.publishSnapshot(sequence, snapshot);
  }

  @Override
  public void delete(List<Long> batches, List<Long> snapshots) {
    FailPoint.write();
    store.delete(batches, snapshots);
  }
}
