package org.musweep.pipeline.spark;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.sweep.SweepObserver;
import org.musweep.pipeline.trial.LaneReport;
import org.musweep.pipeline.trial.PackReport;
import org.musweep.pipeline.trial.TrialId;
import org.musweep.pipeline.trial.TrialResult;

/**
 * The checkpoints that trials leave at rungs, one of each trial at most: a trial that has come
 * further, or has ended, does not need the last one any more. Those of trials that a budget left
 * unfinished stay.
 */
public final class Checkpoints implements SweepObserver {

  private final SweepLayout layout;
  private final Configuration hadoop;

  private Checkpoints(SweepLayout layout, Configuration hadoop) {
    this.layout = layout;
    this.hadoop = hadoop;
  }

  /** The checkpoints of a run. */
  public static Checkpoints of(SweepLayout layout, Configuration hadoop) {
    return new Checkpoints(layout, hadoop);
  }

  /** Where a trial's state after so many steps is kept. */
  Path at(TrialId trial, int step) {
    return new Path(
        layout.staging().resolve("%s-step-%d.safetensors".formatted(trial.value(), step)));
  }

  @Override
  public void packCommitted(PackReport report, StudyState state) {
    int from = state.pack(report.pack()).orElseThrow().pack().fromStep();
    if (from > 0) {
      report.lanes().stream().map(LaneReport::trial).forEach(trial -> delete(trial, from));
    }
  }

  @Override
  public void trialEnded(TrialState trial) {
    boolean rested =
        trial
            .result()
            .filter(
                result ->
                    result instanceof TrialResult.Stopped || result instanceof TrialResult.Failed)
            .isPresent();
    if (rested && trial.progress().step() > 0) {
      delete(trial.spec().id(), trial.progress().step());
    }
  }

  private void delete(TrialId trial, int step) {
    Path checkpoint = at(trial, step);
    try {
      checkpoint.getFileSystem(hadoop).delete(checkpoint, false);
    } catch (IOException e) {
      // It only takes room: cleaning finds it later, and the sweep does not depend on it.
      return;
    }
  }
}
