package org.musweep.pipeline.spark;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.Serial;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.function.Function;
import org.musweep.pipeline.sweep.ExecutionSpec.DeviceChoice;

/** What a task finds wrong with its device: the name of a choice in, a problem or nothing out. */
final class DeviceCheckFunction implements Function<String, String> {

  @Serial private static final long serialVersionUID = 1;

  @Override
  public String call(String choice) {
    Device device;
    try {
      device = TaskDevice.of(DeviceChoice.valueOf(choice));
    } catch (IllegalStateException e) {
      return String.valueOf(e.getMessage());
    }
    try (NDManager manager = NDManager.newBaseManager(device);
        NDArray zero = manager.zeros(new Shape(1))) {
      zero.toFloatArray();
      return "";
    } catch (RuntimeException | LinkageError e) {
      return "Cannot train on GPU %d of host %s, which Spark gave to a task: %s (docs/gpu.md says how executors get a libtorch for GPUs; execution.device: cpu trains without)"
          .formatted(
              device.getDeviceId(),
              SparkEnv.get().blockManager().blockManagerId().host(),
              firstLine(e));
    }
  }

  private static String firstLine(Throwable problem) {
    return problem.toString().lines().findFirst().orElse("");
  }
}
