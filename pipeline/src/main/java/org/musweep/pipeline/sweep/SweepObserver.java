package org.musweep.pipeline.sweep;

import java.util.List;
import org.musweep.pipeline.log.RungResult;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.PackReport;

/**
 * Is told what happens to a sweep, after it is in the study log and on the driver's thread. A crash
 * in between leaves something untold: whoever must not miss it reads the state when it starts.
 *
 * <p>What an observer throws ends the driver; the sweep can then be resumed.
 */
public interface SweepObserver {

  /** Several observers as one, told in this order. */
  static SweepObserver all(List<SweepObserver> observers) {
    return new ObserverList(observers);
  }

  /** A pack is about to be handed to the executor. */
  default void packStarted(Pack pack) {}

  /**
   * A pack's report was accepted.
   *
   * @param report as it stands in the log
   * @param state of the study, the report included
   */
  default void packCommitted(PackReport report, StudyState state) {}

  /** A pack ended without a report. */
  default void packLost(String pack, String reason) {}

  /** A trial has its result, from its pack or from the driver. */
  default void trialEnded(TrialState trial) {}

  /** A trial was judged at a rung. */
  default void rungDecided(TrialState trial, RungResult rung) {}

  /** How far the sweep is: told after every change, and about once a second in between. */
  default void progress(SweepProgress progress) {}
}
