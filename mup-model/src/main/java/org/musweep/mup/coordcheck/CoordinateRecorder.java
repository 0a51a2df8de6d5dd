package org.musweep.mup.coordcheck;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.musweep.mup.stack.ActivationRecorder;

/**
 * Measures, per lane, the mean absolute output of each module and its mean absolute change since
 * the first step.
 */
final class CoordinateRecorder implements ActivationRecorder {

  /** One statistic of one module's output. */
  record Measurement(String module, String statistic, List<Double> byLane) {}

  private final int lanes;
  private final NDManager kept;
  private final Map<String, NDArray> first = new HashMap<>();
  private final List<Measurement> measurements = new ArrayList<>();

  /**
   * A recorder.
   *
   * @param kept owns copies of the first step's outputs
   */
  CoordinateRecorder(int lanes, NDManager kept) {
    this.lanes = lanes;
    this.kept = kept;
  }

  void startStep() {
    measurements.clear();
  }

  /** What was measured since the step started, in the order of the forward pass. */
  List<Measurement> measurements() {
    return List.copyOf(measurements);
  }

  @Override
  public void record(String module, NDArray output) {
    NDArray x = output.stopGradient().reshape(new Shape(lanes, -1));
    measurements.add(new Measurement(module, CoordRecord.L1, meanAbsolute(x)));
    NDArray before = first.get(module);
    if (before == null) {
      NDArray copy = x.duplicate();
      NDScope.unregister(copy);
      copy.attach(kept);
      first.put(module, copy);
    } else {
      measurements.add(new Measurement(module, CoordRecord.DELTA, meanAbsolute(x.sub(before))));
    }
  }

  @Override
  public boolean wantsProbes() {
    return true;
  }

  private static List<Double> meanAbsolute(NDArray x) {
    double[] means = x.abs().toType(DataType.FLOAT64, false).mean(new int[] {1}).toDoubleArray();
    List<Double> result = new ArrayList<>(means.length);
    for (double mean : means) {
      result.add(mean);
    }
    return result;
  }
}
