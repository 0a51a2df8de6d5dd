package org.musweep.pipeline.testing;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.musweep.pipeline.log.Event;
import org.musweep.pipeline.log.LeaseHolder;
import org.musweep.pipeline.log.Replay;
import org.musweep.pipeline.log.StorageException;
import org.musweep.pipeline.log.StudyHeldException;
import org.musweep.pipeline.log.StudyLog;

/** A study log that lives as long as its {@link Disk}. */
public final class InMemoryStudyLog implements StudyLog {

  private final Disk disk;
  private final Replay replay;
  private boolean open = true;

  private InMemoryStudyLog(Disk disk) {
    this.disk = disk;
    replay = disk.read();
  }

  /** What remains when a driver is gone: open it again to see what a restart sees. */
  public static final class Disk {

    private final List<Event> events = new ArrayList<>();
    private long epoch;
    private long batches;
    private Optional<LeaseHolder> holder = Optional.empty();

    /** Takes the study. */
    public synchronized InMemoryStudyLog open(LeaseHolder driver) {
      if (holder.isPresent()) {
        throw StudyHeldException.atOpening(URI.create("memory:/log/"), holder);
      }
      holder = Optional.of(driver);
      return new InMemoryStudyLog(this);
    }

    /** Ends the driver without asking it. */
    public synchronized void killDriver() {
      holder = Optional.empty();
    }

    /** What is in the log. */
    public synchronized Replay read() {
      return new Replay(events, epoch, batches, List.of());
    }
  }

  /** An empty log, held. */
  public static InMemoryStudyLog empty() {
    return new Disk().open(new LeaseHolder(1, "test-host", 0));
  }

  @Override
  public Replay replay() {
    return replay;
  }

  @Override
  public long epoch() {
    return replay.epoch() + 1;
  }

  @Override
  public void append(List<Event> added) {
    synchronized (disk) {
      if (!open || disk.holder.isEmpty()) {
        throw new StorageException("Cannot append to the study log in memory: it was closed");
      }
      if (!added.isEmpty()) {
        disk.events.addAll(added);
        disk.epoch = epoch();
        disk.batches++;
      }
    }
  }

  @Override
  public void close() {
    synchronized (disk) {
      if (open) {
        open = false;
        disk.holder = Optional.empty();
      }
    }
  }
}
