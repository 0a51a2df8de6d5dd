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
import java.util.function.Supplier;
import org.musweep.mup.stack.ActivationRecorder;

/**
 * Measures, per lane, the size of each module's output, its change since the first step, and the
 * three stabilities.
 *
 * <p>Source of the stabilities: kexue.fm/archives/11340, with means over the batch in place of
 * maxima over all inputs.
 */
final class CoordinateRecorder implements ActivationRecorder {

  /** One statistic of one module's output. */
  record Measurement(String module, String statistic, List<Double> byLane) {}

  /** A module of this step, to be computed again with its updated weights. */
  private record Module(String name, NDArray output, Supplier<NDArray> again) {}

  private final int lanes;
  private final int batch;
  private final NDManager kept;
  private final Map<String, NDArray> first = new HashMap<>();
  private final List<Measurement> measurements = new ArrayList<>();
  private final List<Module> modules = new ArrayList<>();
  private boolean computingAgain;

  /**
   * A recorder.
   *
   * @param batch sequences or images per lane
   * @param kept owns copies of the first step's outputs
   */
  CoordinateRecorder(int lanes, int batch, NDManager kept) {
    this.lanes = lanes;
    this.batch = batch;
    this.kept = kept;
  }

  void startStep() {
    measurements.clear();
    modules.clear();
  }

  /** What was measured since the step started: in the order of the forward pass, then updates. */
  List<Measurement> measurements() {
    return List.copyOf(measurements);
  }

  @Override
  public void record(String module, NDArray output) {
    if (computingAgain) {
      return;
    }
    NDArray x = byLane(output);
    measure(module, CoordRecord.L1, x.abs().mean(new int[] {1}));
    measure(module, CoordRecord.FORWARD, rootMeanSquare(x));
    NDArray before = first.get(module);
    if (before == null) {
      NDArray copy = x.duplicate();
      NDScope.unregister(copy);
      copy.attach(kept);
      first.put(module, copy);
    } else {
      measure(module, CoordRecord.DELTA, x.sub(before).abs().mean(new int[] {1}));
    }
  }

  @Override
  public void recordModule(String module, NDArray input, NDArray output, Supplier<NDArray> again) {
    if (computingAgain) {
      return;
    }
    record(module, output);
    NDArray out = output.stopGradient();
    if (batch > 1) {
      measure(module, CoordRecord.DEPENDENCY, dependency(input.stopGradient(), out));
    }
    modules.add(new Module(module, out, again));
  }

  /** Computes every module anew on the input it had, with the weights it has now. */
  @Override
  public void updated() {
    computingAgain = true;
    try {
      for (Module module : modules) {
        NDArray now = module.again().get();
        measure(
            module.name(),
            CoordRecord.UPDATE,
            rootMeanSquare(byLane(now).sub(byLane(module.output()))));
      }
    } finally {
      computingAgain = false;
      modules.clear();
    }
  }

  @Override
  public boolean wantsProbes() {
    return !computingAgain;
  }

  /** For neighbours in the batch; equal inputs have none, which counts as 0. */
  private NDArray dependency(NDArray in, NDArray out) {
    NDArray outputs = rootMeanSquare(differences(out));
    if (!in.getDataType().isFloating()) {
      return outputs;
    }
    NDArray inputs = rootMeanSquare(differences(in));
    NDArray different = inputs.gt(0);
    return outputs.mul(different).div(inputs.maximum(Float.MIN_NORMAL));
  }

  /** Each example minus the next one, {@code [T, (batch - 1) · coordinates]}. */
  private NDArray differences(NDArray x) {
    NDArray examples = x.reshape(new Shape(lanes, batch, -1)).toType(DataType.FLOAT64, false);
    return examples
        .get(":, :{}", batch - 1)
        .sub(examples.get(":, 1:"))
        .reshape(new Shape(lanes, -1));
  }

  private NDArray byLane(NDArray x) {
    return x.stopGradient().reshape(new Shape(lanes, -1)).toType(DataType.FLOAT64, false);
  }

  private static NDArray rootMeanSquare(NDArray x) {
    return x.mul(x).mean(new int[] {1}).sqrt();
  }

  private void measure(String module, String statistic, NDArray byLane) {
    List<Double> values = new ArrayList<>(lanes);
    for (double value : byLane.toDoubleArray()) {
      values.add(value);
    }
    measurements.add(new Measurement(module, statistic, List.copyOf(values)));
  }
}
