package org.musweep.jobs;

import java.net.URI;
import java.util.List;
import java.util.OptionalInt;
import org.musweep.pipeline.log.RunStatus;
import org.musweep.pipeline.log.RunStatus.Count;
import org.musweep.pipeline.log.RunStatus.State;
import org.musweep.pipeline.log.Study;
import org.musweep.pipeline.log.SweepLayout;

/** Keeps a run's status.json; only the process that holds the study may. */
final class StatusFile {

  private final URI place;
  private final Study study;
  private String step;
  private boolean interrupted;

  StatusFile(SweepLayout layout, Study study, String firstStep) {
    this.place = layout.status();
    this.study = study;
    this.step = firstStep;
  }

  /** A step begins. */
  synchronized void running(String name) {
    step = name;
    write(State.RUNNING, OptionalInt.empty(), false);
  }

  /** The step that was begun last ended. */
  synchronized void ended(ExitCode exit) {
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
    List<Count> counts = study.state().counts().counts();
    new RunStatus(step, state, exitCode, retryable, counts).write(Storage.documents(), place);
  }
}
