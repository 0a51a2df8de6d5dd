package org.musweep.pipeline.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps a log short to read: from time to time all events so far go into one snapshot, and the
 * batches that the snapshot before it holds are deleted.
 *
 * <p>The log can thus be read in two ways, from the last snapshot or from the one before it, should
 * the last be damaged. The first batch of every epoch stays for good: a driver that was taken for
 * dead would write just that number next, and must find it taken.
 *
 * <p>Snapshots come after a number of batches that grows with the log, so that all of them together
 * cost a small multiple of writing the log once.
 */
final class Compaction {

  /** Fewest batches between two snapshots, as long as nobody says otherwise. */
  static final int USUAL_BATCHES = 256;

  private static final int SHARE = 2;

  private final LogStore store;
  private final long ownFirst;
  private final int fewestBatches;
  private long last;
  private long due;

  /**
   * The compaction of a log.
   *
   * @param ownFirst the number of this driver's first batch
   * @param fewestBatches fewest batches between two snapshots
   */
  Compaction(LogStore store, long ownFirst, int fewestBatches) {
    this.store = store;
    this.ownFirst = ownFirst;
    this.fewestBatches = fewestBatches;
    List<Long> snapshots = store.snapshots();
    last = snapshots.isEmpty() ? 0 : snapshots.get(snapshots.size() - 1);
    due = next(last);
  }

  private long next(long snapshot) {
    return snapshot + Math.max(fewestBatches, snapshot / SHARE);
  }

  /** To be told of every batch that was written, on the thread that writes them. */
  void appended(long sequence) {
    if (sequence < due) {
      return;
    }
    // What was just written is read back, so a snapshot also shows that the log can be read.
    Replay replay = Replay.of(store);
    if (replay.batches() != sequence) {
      // Somebody else has written; the next append will find that out.
      return;
    }
    long before = last;
    var snapshot = new Batch(replay.epoch(), replay.events(), Batch.Ending.COMPLETE);
    store.publishSnapshot(sequence, snapshot.bytes());
    last = sequence;
    due = next(sequence);
    delete(before);
  }

  private void delete(long covered) {
    List<Long> superfluous = new ArrayList<>();
    long epochBefore = 0;
    for (long sequence : store.sequences()) {
      if (sequence > covered) {
        break;
      }
      if (sequence > ownFirst) {
        superfluous.add(sequence);
      } else if (sequence < ownFirst) {
        long epoch = store.read(sequence).map(Batch::read).map(Batch::epoch).orElse(epochBefore);
        if (epoch == epochBefore) {
          superfluous.add(sequence);
        }
        epochBefore = epoch;
      }
    }
    List<Long> snapshots = store.snapshots().stream().filter(number -> number < covered).toList();
    store.delete(superfluous, snapshots);
  }

  /** Deletes the snapshots that cannot be read, so that they are told of once. */
  static void deleteDamaged(LogStore store) {
    List<Long> damaged =
        store.snapshots().stream().filter(number -> !isWhole(store, number)).toList();
    store.delete(List.of(), damaged);
  }

  private static boolean isWhole(LogStore store, long number) {
    try {
      Optional<byte[]> bytes = store.readSnapshot(number);
      return bytes.isPresent() && Batch.read(bytes.get()).ending() == Batch.Ending.COMPLETE;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
