package org.musweep.pipeline.log;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A log on an object store, or wherever nothing can be made exclusively: every driver appends in a
 * folder of its own, {@code log/epoch-000003-5f2d…/}.
 *
 * <p>Before its first batch a driver seals its predecessor: it writes down in {@code seal.json}
 * whose folder it continues and after which number. Readers follow the seals back from the latest
 * one and ignore what comes after a seal, so a driver that was taken for dead can do no harm; it
 * looks for a later claim after each batch and then ends. This needs listings that show what was
 * written before, as S3, GCS and Azure have them.
 */
final class ClaimedLogStore implements LogStore {

  private final HadoopFiles files;
  private final LeaseTiming timing;
  private Optional<ClaimLease> lease = Optional.empty();
  private boolean sealed;
  private long sealedAfter;
  private volatile List<EpochFolder> seen = List.of();

  ClaimedLogStore(HadoopFiles files, LeaseTiming timing) {
    this.files = files;
    this.timing = timing;
  }

  @Override
  public URI folder() {
    return files.folder();
  }

  @Override
  public synchronized Lease acquire(LeaseHolder holder) {
    ClaimLease acquired = ClaimLease.acquire(files, holder, timing);
    lease = Optional.of(acquired);
    sealed = false;
    return acquired;
  }

  @Override
  public Optional<LeaseHolder> holder() {
    return ClaimLease.holder(files);
  }

  @Override
  public List<Long> sequences() {
    return look().stream().flatMap(epoch -> epoch.batches().stream()).sorted().toList();
  }

  @Override
  public Optional<byte[]> read(long sequence) {
    return folder(epoch -> epoch.batches().contains(sequence))
        .flatMap(epoch -> files.get(epoch.name() + "/" + BatchName.batch(sequence)));
  }

  /** The folder that has something, as it was seen last, or else as it is now. */
  private Optional<EpochFolder> folder(Predicate<EpochFolder> has) {
    return seen.stream().filter(has).findFirst().or(() -> look().stream().filter(has).findFirst());
  }

  private List<EpochFolder> look() {
    seen = EpochFolder.chain(files);
    return seen;
  }

  @Override
  public synchronized boolean publish(long sequence, byte[] batch) {
    ClaimLease held =
        lease.orElseThrow(() -> new IllegalStateException("The study was not acquired"));
    String own = EpochFolder.name(held.claim());
    if (!sealed) {
      seal(own, sequence - 1);
    }
    files.put(own + "/" + BatchName.batch(sequence), batch);
    return !held.isSuperseded();
  }

  private void seal(String own, long after) {
    String predecessor = look().stream().findFirst().map(EpochFolder::name).orElse("");
    files.put(own + "/" + EpochFolder.SEAL, EpochFolder.seal(predecessor, after));
    sealed = true;
    sealedAfter = after;
  }

  @Override
  public synchronized void replace(long sequence, byte[] batch) {
    if (sealed && sequence <= sealedAfter) {
      throw new IllegalStateException("Batch %d was sealed".formatted(sequence));
    }
    if (!publish(sequence, batch)) {
      throw StudyHeldException.atAppending(folder(), sequence, holder());
    }
  }

  @Override
  public List<Long> snapshots() {
    return look().stream().flatMap(epoch -> epoch.snapshots().stream()).sorted().toList();
  }

  @Override
  public Optional<byte[]> readSnapshot(long sequence) {
    return folder(epoch -> epoch.snapshots().contains(sequence))
        .flatMap(epoch -> files.get(epoch.name() + "/" + BatchName.snapshot(sequence)));
  }

  @Override
  public synchronized void publishSnapshot(long sequence, byte[] snapshot) {
    ClaimLease held =
        lease.orElseThrow(() -> new IllegalStateException("The study was not acquired"));
    files.put(EpochFolder.name(held.claim()) + "/" + BatchName.snapshot(sequence), snapshot);
  }

  @Override
  public void delete(List<Long> batches, List<Long> snapshots) {
    List<String> names = new ArrayList<>();
    for (EpochFolder epoch : look()) {
      epoch.batches().stream()
          .filter(batches::contains)
          .forEach(each -> names.add(epoch.name() + "/" + BatchName.batch(each)));
      epoch.snapshots().stream()
          .filter(snapshots::contains)
          .forEach(each -> names.add(epoch.name() + "/" + BatchName.snapshot(each)));
    }
    names.forEach(files::delete);
  }
}
