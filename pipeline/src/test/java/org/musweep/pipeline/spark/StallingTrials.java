package org.musweep.pipeline.spark;

import java.io.Serial;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.SparkSession;
import org.musweep.pipeline.log.PackJson;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.testing.QuadraticTrialExecutor;
import org.musweep.pipeline.testing.SweepSpecs;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.TrialExecutor;

/**
 * Trials with a known loss as Spark tasks, of which one hangs for ever, deaf to interrupts, and its
 * pack with it.
 */
public final class StallingTrials {

  private StallingTrials() {}

  /**
   * An executor whose tasks are watched over as those that train are.
   *
   * @param stalled the index of the trial that hangs; none if negative
   * @param timeout how long a pack may be without a step
   */
  public static TrialExecutor on(
      SparkSession session, SweepSpec spec, SweepLayout layout, int stalled, Duration timeout) {
    return SparkTrialExecutor.running(session, spec, layout, new Task(stalled, timeout));
  }

  private record Task(int stalled, Duration timeout) implements Function<String, String> {

    @Serial private static final long serialVersionUID = 1;

    @Override
    public String call(String text) {
      PackAssignment assignment = PackAssignment.parse(text);
      Pack pack = assignment.pack();
      var lastResort =
          new StalledTask(pack.id(), assignment.layout(), SparkHadoopUtil.get().conf());
      QuadraticTrialExecutor losses = QuadraticTrialExecutor.sequential(SweepSpecs.BEST);
      losses.close();
      try (StepWatchdog watchdog = StepWatchdog.start(timeout, lastResort)) {
        watchdog.stepped();
        while (pack.trials().stream().anyMatch(trial -> trial.index() == stalled)) {
          LockSupport.park(this);
        }
        return PackJson.write(losses.run(pack));
      }
    }
  }
}
