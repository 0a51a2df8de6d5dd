package org.musweep.pipeline.log;

import java.util.List;

/** A study as its driver has it: the log and the state, which are only changed together. */
public final class Study implements AutoCloseable {

  private final StudyLog log;
  private final StudyState state;

  private Study(StudyLog log) {
    this.log = log;
    state = log.replay().state();
  }

  /** The study of a log; it closes the log when it is closed. */
  public static Study of(StudyLog log) {
    return new Study(log);
  }

  /** What is recorded; it follows {@link #record}. */
  public StudyState state() {
    return state;
  }

  /** This driver's number, for {@link Event.StudyOpened}. */
  public long epoch() {
    return log.epoch();
  }

  /** What a person should be told about how the log was found. */
  public List<String> notes() {
    return log.replay().notes();
  }

  /**
   * Records events; they are durable when this returns.
   *
   * @throws IllegalStateException if one contradicts what is recorded; none is then written, and
   *     this study must be closed, as its state may be ahead of its log
   * @throws StorageException if they cannot be written; the same holds
   * @throws StudyHeldException if another driver has taken the study; the same holds
   */
  public synchronized void record(List<Event> events) {
    events.forEach(state::apply);
    log.append(events);
  }

  /** Records events, as {@link #record(List)} does. */
  public void record(Event... events) {
    record(List.of(events));
  }

  /** Gives the study back. */
  @Override
  public void close() {
    log.close();
  }
}
