package org.musweep.pipeline.log;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
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
  private long sequence;
  private boolean usable = true;

  private BatchLog(LogStore store, Lease lease, Replay replay) {
    this.store = store;
    this.lease = lease;
    this.replay = replay;
    sequence = replay.batches();
    epoch = replay.epoch() + 1;
  }

  static BatchLog open(LogStore store, LeaseHolder holder) {
    Lease lease = store.acquire(holder);
    try {
      Replay replay = Replay.of(store);
      if (!replay.notes().isEmpty()) {
        mend(store, replay.batches());
      }
      return new BatchLog(store, lease, replay);
    } catch (RuntimeException e) {
      lease.close();
      throw e;
    }
  }

  private static void mend(LogStore store, long sequence) {
    Batch torn = Batch.read(store.read(sequence).orElseThrow());
    store.replace(sequence, new Batch(torn.epoch(), torn.events(), Batch.Ending.COMPLETE).bytes());
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
