package org.musweep.pipeline.spark;

import java.io.Serial;
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
    PackTask task =
        new PackTask(
            PackAssignment.parse(assignment),
            SparkHadoopUtil.get().conf(),
            new TaskMonitor(laneSteps, TaskContext.get()));
    return PackJson.write(task.run(TaskDevice.of(device)));
  }

  /** Reports through Spark: an accumulator, and the task's own flag. */
  private record TaskMonitor(LongAccumulator accumulator, TaskContext context)
      implements PackMonitor {

    @Override
    public void laneSteps(long count) {
      accumulator.add(count);
    }

    @Override
    public boolean isCancelled() {
      return context.isInterrupted();
    }
  }
}
