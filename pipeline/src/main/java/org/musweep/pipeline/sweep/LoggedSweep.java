package org.musweep.pipeline.sweep;

import org.musweep.pipeline.log.RungResult;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.PackReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the program's log what happens to a sweep; each line names its trial or pack. Nothing is a
 * warning: whoever runs the sweep is told of failures in another way.
 */
public final class LoggedSweep implements SweepObserver {

  private static final Logger LOG = LoggerFactory.getLogger(LoggedSweep.class);

  @Override
  public void packStarted(Pack pack) {
    pack(
        pack.id(),
        "pack of %d trials of width %d starts, steps %d to %d"
            .formatted(pack.trials().size(), pack.shape().width(), pack.fromStep(), pack.toStep()));
  }

  @Override
  public void packCommitted(PackReport report, StudyState state) {
    pack(report.pack(), "pack committed: trained on " + report.host());
  }

  @Override
  public void packLost(String pack, String reason) {
    pack(pack, "pack lost: " + reason);
  }

  @Override
  public void trialEnded(TrialState trial) {
    trial.result().ifPresent(result -> trial(trial, "trial ended: " + result));
  }

  @Override
  public void rungDecided(TrialState trial, RungResult rung) {
    trial(trial, "trial judged at a rung: " + rung);
  }

  private static void pack(String pack, String line) {
    LogContext.PACK.during(pack, () -> LOG.info(line));
  }

  private static void trial(TrialState trial, String line) {
    LogContext.TRIAL.during(trial.spec().id().value(), () -> LOG.info(line));
  }
}
