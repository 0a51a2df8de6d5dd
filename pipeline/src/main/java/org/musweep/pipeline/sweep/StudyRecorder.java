package org.musweep.pipeline.sweep;

import java.util.List;
import org.musweep.pipeline.log.Event;
import org.musweep.pipeline.log.RungResult;
import org.musweep.pipeline.log.Study;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.trial.LaneReport;
import org.musweep.pipeline.trial.TrialId;

/** Records what happens, and then tells the observer: never the other way round. */
final class StudyRecorder {

  private final Study study;
  private final SweepObserver observer;

  StudyRecorder(Study study, SweepObserver observer) {
    this.study = study;
    this.observer = observer;
  }

  StudyState state() {
    return study.state();
  }

  /** Records events together; nothing happens if there are none. */
  void record(List<Event> events) {
    if (!events.isEmpty()) {
      study.record(events);
      events.forEach(this::tell);
    }
  }

  void tell(SweepProgress progress) {
    observer.progress(progress);
  }

  private void tell(Event event) {
    if (event instanceof Event.PackStarted started) {
      observer.packStarted(started.pack());
    } else if (event instanceof Event.PackCommitted committed) {
      observer.packCommitted(committed.report(), state());
      for (LaneReport lane : committed.report().lanes()) {
        if (lane instanceof LaneReport.Ended) {
          observer.trialEnded(trial(lane.trial()));
        }
      }
    } else if (event instanceof Event.PackLost lost) {
      observer.packLost(lost.pack(), lost.reason());
    } else if (event instanceof Event.RungDecided decided) {
      TrialState trial = trial(decided.trial());
      RungResult rung = trial.rung(decided.rung()).orElseThrow();
      observer.rungDecided(trial, rung);
    } else if (event instanceof Event.TrialEnded ended) {
      observer.trialEnded(trial(ended.trial()));
    }
  }

  private TrialState trial(TrialId id) {
    return state().trial(id).orElseThrow();
  }
}
