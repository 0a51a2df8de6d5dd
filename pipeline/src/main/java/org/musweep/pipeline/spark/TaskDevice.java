package org.musweep.pipeline.spark;

import ai.djl.Device;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;
import org.musweep.pipeline.sweep.ExecutionSpec.DeviceChoice;

/** The device that Spark gave to the running task. */
final class TaskDevice {

  private static final String GPU = "gpu";

  private TaskDevice() {}

  /**
   * The GPU among the task's resources, or the CPU where the sweep file allows it.
   *
   * @throws IllegalStateException if a GPU is demanded and Spark gave none, or its address is not a
   *     number
   */
  static Device of(DeviceChoice choice) {
    if (choice == DeviceChoice.CPU) {
      return Device.cpu();
    }
    ResourceInformation gpu = TaskContext.get().resourcesJMap().get(GPU);
    if (gpu == null) {
      if (choice == DeviceChoice.GPU) {
        throw new IllegalStateException(
            "Cannot train on a GPU: Spark gave the task none (set spark.task.resource.gpu.amount and spark.executor.resource.gpu.amount)");
      }
      return Device.cpu();
    }
    String address = gpu.addresses()[0];
    if (!address.chars().allMatch(Character::isDigit)) {
      throw new IllegalStateException(
          "Cannot use GPU address '"
              + address
              + "': it is not a number (let the discovery script report 0, 1, …)");
    }
    return Device.gpu(Integer.parseInt(address));
  }
}
