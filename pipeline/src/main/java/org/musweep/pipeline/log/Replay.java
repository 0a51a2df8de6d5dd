package org.musweep.pipeline.log;

import java.util.ArrayList;
import java.util.List;

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

  /** What the events add up to. */
  public StudyState state() {
    var state = new StudyState();
    events.forEach(state::apply);
    return state;
  }

  /**
   * Reads a log without holding it; a driver may be writing.
   *
   * @throws UnreadableLogException if it is damaged before its end, or a newer program wrote it
   * @throws StorageException if it cannot be read
   */
  public static Replay of(LogStore store) {
    List<Event> events = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    long epoch = 0;
    // A listing made while a driver writes may miss a batch but not the order in which they came.
    List<Long> sequences = store.sequences();
    long last = sequences.isEmpty() ? 0 : sequences.get(sequences.size() - 1);
    for (long sequence = 1; sequence <= last; sequence++) {
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
