package org.musweep.pipeline.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a log holds at one moment.
 *
 * @param events all of them, in order
 * @param epoch of the last driver that wrote; 0 if none did
 * @param batches how many commits they came in
 * @param notes what a person should be told about the log, such as a record that was cut off
 */
public record Replay(List<Event> events, long epoch, long batches, List<String> notes) {

  /** Copies the lists. */
  public Replay {
    events = List.copyOf(events);
    notes = List.copyOf(notes);
  }

  /**
   * What the events add up to.
   *
   * @throws UnreadableLogException if an event does not follow from those before it
   */
  public StudyState state() {
    var state = new StudyState();
    for (int i = 0; i < events.size(); i++) {
      try {
        state.apply(events.get(i));
      } catch (IllegalStateException e) {
        throw new UnreadableLogException(
            "Cannot read the study log: event %d of %d does not follow from those before it: %s"
                .formatted(i + 1, events.size(), e.getMessage()),
            e);
      }
    }
    return state;
  }

  /**
   * Reads a log without holding it; a driver may be writing.
   *
   * @throws UnreadableLogException if it is damaged before its end, or a newer program wrote it
   * @throws StorageException if it cannot be read
   */
  public static Replay of(LogStore store) {
    while (true) {
      List<Long> snapshots = store.snapshots();
      try {
        return of(store, snapshots);
      } catch (UnreadableLogException e) {
        // A driver at work deletes what a new snapshot has made superfluous.
        if (store.snapshots().equals(snapshots)) {
          throw e;
        }
      }
    }
  }

  private static Replay of(LogStore store, List<Long> snapshots) {
    List<String> notes = new ArrayList<>();
    for (int i = snapshots.size() - 1; i >= 0; i--) {
      long upTo = snapshots.get(i);
      Optional<Batch> snapshot = snapshot(store, upTo);
      if (snapshot.isPresent()) {
        return after(store, upTo, snapshot.get(), notes);
      }
      notes.add(
          "Snapshot %d of the study log is damaged; the batches before it were read instead"
              .formatted(upTo));
    }
    return after(store, 0, new Batch(0, List.of(), Batch.Ending.COMPLETE), notes);
  }

  private static Optional<Batch> snapshot(LogStore store, long upTo) {
    try {
      return store
          .readSnapshot(upTo)
          .map(Batch::read)
          .filter(batch -> batch.ending() == Batch.Ending.COMPLETE);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Replay after(LogStore store, long upTo, Batch snapshot, List<String> notes) {
    List<Event> events = new ArrayList<>(snapshot.events());
    long epoch = snapshot.epoch();
    // A listing made while a driver writes may miss a batch but not the order in which they came.
    List<Long> sequences = store.sequences();
    long last = sequences.isEmpty() ? upTo : Math.max(upTo, sequences.get(sequences.size() - 1));
    for (long sequence = upTo + 1; sequence <= last; sequence++) {
      Batch batch = batch(store, sequence);
      if (batch.ending() == Batch.Ending.TORN) {
        if (sequence < last) {
          throw new UnreadableLogException(
              "Cannot read the study log at %s: batch %d is cut off, and batches follow it"
                  .formatted(store.folder(), sequence));
        }
        notes.add(
            "The last batch of the study log (%d) was cut off, by a crash or a full disk; %d of its events are whole and kept, what followed them is lost"
                .formatted(sequence, batch.events().size()));
      }
      epoch = Math.max(epoch, batch.epoch());
      events.addAll(batch.events());
    }
    return new Replay(events, epoch, last, notes);
  }

  private static Batch batch(LogStore store, long sequence) {
    try {
      return Batch.read(
          store
              .read(sequence)
              .orElseThrow(() -> new IllegalArgumentException("the batch is missing")));
    } catch (IllegalArgumentException e) {
      throw new UnreadableLogException(
          "Cannot read batch %d of the study log at %s: %s"
              .formatted(sequence, store.folder(), e.getMessage()),
          e);
    }
  }
}
