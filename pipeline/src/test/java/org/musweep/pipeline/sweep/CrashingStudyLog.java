package org.musweep.pipeline.sweep;

import java.util.List;
import org.musweep.pipeline.log.Event;
import org.musweep.pipeline.log.Replay;
import org.musweep.pipeline.log.StorageException;
import org.musweep.pipeline.log.StudyLog;

/** A log whose driver dies at one of its commits, just before it or just after it. */
final class CrashingStudyLog implements StudyLog {

  enum When {
    BEFORE,
    AFTER
  }

  private final StudyLog log;
  private final When when;
  private int commitsLeft;

  CrashingStudyLog(StudyLog log, int commit, When when) {
    this.log = log;
    this.when = when;
    commitsLeft = commit;
  }

  @Override
  public Replay replay() {
    return log.replay();
  }

  @Override
  public long epoch() {
    return log.epoch();
  }

  @Override
  public void append(List<Event> events) {
    commitsLeft--;
    if (commitsLeft > 0 || when == When.AFTER) {
      log.append(events);
    }
    if (commitsLeft <= 0) {
      throw new StorageException("The driver dies here");
    }
  }

  @Override
  public void close() {
    log.close();
  }
}
