package org.musweep.pipeline.spark;

import java.io.Serial;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.util.LongAccumulator;
import org.musweep.pipeline.log.PackJson;
import org.musweep.pipeline.sweep.ExecutionSpec.DeviceChoice;

/** The function that a pack's task applies to its assignment: JSON in, JSON out. */
final class PackFunction implements Function<String, String> {

  @Serial private static final long serialVersionUID = 1;

  private final LongAccumulator laneSteps;
  private final DeviceChoice device;

  PackFunction(LongAccumulator laneSteps, DeviceChoice device) {
    this.laneSteps = laneSteps;
    this.device = device;
  }

  @Override
  public String call(String assignment) {
    PackAssignment what = PackAssignment.parse(assignment);
    Configuration hadoop = SparkHadoopUtil.get().conf();
    var lastResort = new StalledTask(what.pack().id(), what.layout(), hadoop);
    try (StepWatchdog watchdog =
        StepWatchdog.start(what.spec().execution().stepTimeout(), lastResort)) {
      var monitor = new TaskMonitor(laneSteps, TaskContext.get(), watchdog);
      return PackJson.write(new PackTask(what, hadoop, monitor).run(TaskDevice.of(device)));
    }
  }

  /** Reports through Spark: an accumulator, and the task's own flag. */
  private record TaskMonitor(
      LongAccumulator accumulator, TaskContext context, StepWatchdog watchdog)
      implements PackMonitor {

    @Override
    public void alive() {
      watchdog.stepped();
    }

    @Override
    public void laneSteps(long count) {
      accumulator.add(count);
    }

    @Override
    public int attempt() {
      return Math.toIntExact(context.taskAttemptId());
    }

    @Override
    public boolean isCancelled() {
      return context.isInterrupted();
    }
  }
}
