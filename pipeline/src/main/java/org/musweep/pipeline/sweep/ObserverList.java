package org.musweep.pipeline.sweep;

import java.util.List;
import org.musweep.pipeline.log.RungResult;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.PackReport;

/** Tells each of its observers, in order. */
record ObserverList(List<SweepObserver> observers) implements SweepObserver {

  ObserverList {
    observers = List.copyOf(observers);
  }

  @Override
  public void packStarted(Pack pack) {
    observers.forEach(observer -> observer.packStarted(pack));
  }

  @Override
  public void packCommitted(PackReport report, StudyState state) {
    observers.forEach(observer -> observer.packCommitted(report, state));
  }

  @Override
  public void packLost(String pack, String reason) {
    observers.forEach(observer -> observer.packLost(pack, reason));
  }

  @Override
  public void trialEnded(TrialState trial) {
    observers.forEach(observer -> observer.trialEnded(trial));
  }

  @Override
  public void rungDecided(TrialState trial, RungResult rung) {
    observers.forEach(observer -> observer.rungDecided(trial, rung));
  }

  @Override
  public void progress(SweepProgress progress) {
    observers.forEach(observer -> observer.progress(progress));
  }
}
