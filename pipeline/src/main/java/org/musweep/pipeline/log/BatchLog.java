package org.musweep.pipeline.log;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A log of batches in a store. Callers that arrive while a batch is being written wait and go into
 * the next one together.
 */
final class BatchLog implements StudyLog {

  private static final int MOST_EVENTS = 256;

  private final LogStore store;
  private final Lease lease;
  private final Replay replay;
  private final long epoch;
  private final ReentrantLock writing = new ReentrantLock();
  private final Queue<Request> waiting = new ArrayDeque<>();
  private final Compaction compaction;
  private long sequence;
  private boolean usable = true;

  private BatchLog(LogStore store, Lease lease, Replay replay, int snapshotAfter) {
    this.store = store;
    this.lease = lease;
    this.replay = replay;
    sequence = replay.batches();
    epoch = replay.epoch() + 1;
    compaction = new Compaction(store, sequence + 1, snapshotAfter);
  }

  /**
   * Opens a log.
   *
   * @param snapshotAfter fewest batches between two snapshots
   */
  static BatchLog open(LogStore store, LeaseHolder holder, int snapshotAfter) {
    Lease lease = store.acquire(holder);
    try {
      Replay replay = Replay.of(store);
      if (!replay.notes().isEmpty()) {
        mend(store, replay.batches());
        Compaction.deleteDamaged(store);
      }
      return new BatchLog(store, lease, replay, snapshotAfter);
    } catch (RuntimeException e) {
      lease.close();
      throw e;
    }
  }

  private static void mend(LogStore store, long sequence) {
    Optional<Batch> last = store.read(sequence).map(Batch::read);
    if (last.isPresent() && last.get().ending() == Batch.Ending.TORN) {
      var whole = new Batch(last.get().epoch(), last.get().events(), Batch.Ending.COMPLETE);
      store.replace(sequence, whole.bytes());
    }
  }

  @Override
  public Replay replay() {
    return replay;
  }

  @Override
  public long epoch() {
    return epoch;
  }

  @Override
  public void append(List<Event> events) {
    if (events.isEmpty()) {
      return;
    }
    var request = new Request(List.copyOf(events));
    synchronized (waiting) {
      waiting.add(request);
    }
    writing.lock();
    try {
      while (!request.written) {
        writeOneBatch();
      }
    } finally {
      writing.unlock();
    }
  }

  private void writeOneBatch() {
    if (!usable) {
      throw new StorageException(
          "Cannot append to the study log at %s: it was closed or could not be written before"
              .formatted(store.folder()));
    }
    List<Request> requests = takeWaiting();
    List<Event> events = new ArrayList<>();
    requests.forEach(request -> events.addAll(request.events));
    byte[] bytes = new Batch(epoch, events, Batch.Ending.COMPLETE).bytes();
    usable = false;
    if (!store.publish(sequence + 1, bytes)) {
      throw StudyHeldException.atAppending(store.folder(), sequence + 1, store.holder());
    }
    usable = true;
    sequence++;
    requests.forEach(request -> request.written = true);
    compaction.appended(sequence);
  }

  private List<Request> takeWaiting() {
    List<Request> requests = new ArrayList<>();
    int events = 0;
    synchronized (waiting) {
      while (!waiting.isEmpty() && (requests.isEmpty() || events < MOST_EVENTS)) {
        Request request = waiting.remove();
        events += request.events.size();
        requests.add(request);
      }
    }
    return requests;
  }

  @Override
  public void close() {
    writing.lock();
    try {
      usable = false;
      lease.close();
    } finally {
      writing.unlock();
    }
  }

  private static final class Request {

    private final List<Event> events;
    private boolean written;

    Request(List<Event> events) {
      this.events = events;
    }
  }
}
