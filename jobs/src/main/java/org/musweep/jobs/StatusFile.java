package org.musweep.jobs;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.musweep.pipeline.log.RunStatus;
import org.musweep.pipeline.log.RunStatus.Count;
import org.musweep.pipeline.log.RunStatus.State;
import org.musweep.pipeline.log.StorageException;
import org.musweep.pipeline.log.Study;
import org.musweep.pipeline.log.StudyCounts;
import org.musweep.pipeline.log.SweepLayout;
import org.slf4j.LoggerFactory;

/** Keeps a run's status.json; only the process that holds the study may. */
final class StatusFile {

  private static final long BEAT_SECONDS = 10;

  private final URI place;
  private final Study study;
  private String step;
  private boolean interrupted;
  private Optional<ScheduledExecutorService> beats = Optional.empty();

  StatusFile(SweepLayout layout, Study study, String firstStep) {
    this.place = layout.status();
    this.study = study;
    this.step = firstStep;
  }

  /** A step begins. */
  synchronized void running(String name) {
    step = name;
    write(State.RUNNING, OptionalInt.empty(), false);
    if (beats.isEmpty()) {
      beats = Optional.of(begin());
    }
  }

  /** While a step runs its counts are kept fresh, which is also how others see that it lives. */
  private ScheduledExecutorService begin() {
    ScheduledExecutorService clock =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "status-file");
              thread.setDaemon(true);
              return thread;
            });
    var unused =
        clock.scheduleWithFixedDelay(this::beat, BEAT_SECONDS, BEAT_SECONDS, TimeUnit.SECONDS);
    return clock;
  }

  private synchronized void beat() {
    if (beats.isEmpty()) {
      return;
    }
    try {
      write(State.RUNNING, OptionalInt.empty(), false);
    } catch (StorageException e) {
      // A missed sign is made up for by the next one; an exception would end them all.
      LoggerFactory.getLogger(StatusFile.class).warn("status.json could not be written", e);
    }
  }

  /** The step that was begun last ended. */
  synchronized void ended(ExitCode exit) {
    beats.ifPresent(ScheduledExecutorService::shutdownNow);
    beats = Optional.empty();
    State state =
        switch (exit) {
          case DONE -> State.DONE;
          case INTERRUPTED, TERMINATED -> State.INTERRUPTED;
          case UNEXPECTED,
              BAD_INPUT,
              COORD_CHECK_FAILED,
              NOTHING_TO_SELECT,
              TRANSFER_CHECK_FAILED,
              STUDY_HELD,
              STORAGE_FAILED,
              STALLED ->
              State.FAILED;
        };
    write(state, OptionalInt.of(exit.code()), exit.retryable());
    interrupted = state == State.INTERRUPTED;
  }

  private void write(State state, OptionalInt exitCode, boolean retryable) {
    if (interrupted) {
      return;
    }
    StudyCounts counts = study.state().counts();
    List<Count> named = state == State.RUNNING ? counts.counts() : counts.countsAfterTheEnd();
    new RunStatus(step, state, exitCode, retryable, named, Instant.now())
        .write(Storage.documents(), place);
  }
}
