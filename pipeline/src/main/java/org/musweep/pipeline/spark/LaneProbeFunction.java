package org.musweep.pipeline.spark;

import java.io.IOException;
import java.io.Serial;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.musweep.pipeline.log.PackJson;
import org.musweep.pipeline.sweep.ExecutionSpec.DeviceChoice;

/** The function that a probe's task applies to its assignment: JSON in, lanes and times out. */
final class LaneProbeFunction implements Function<String, String> {

  @Serial private static final long serialVersionUID = 1;

  private final DeviceChoice device;

  LaneProbeFunction(DeviceChoice device) {
    this.device = device;
  }

  @Override
  public String call(String assignment) throws IOException {
    LaneProbe probe = new LaneProbe(PackAssignment.parse(assignment), SparkHadoopUtil.get().conf());
    return PackJson.write(probe.run(TaskDevice.of(device)));
  }
}
