package org.musweep.mup.training;

import ai.djl.ndarray.types.DataType;
import java.util.List;
import org.musweep.mup.parametrization.ScalingPlan;
import org.musweep.mup.stack.Architecture;

/**
 * A stack to train.
 *
 * @param architecture shared by all lanes
 * @param plan of the architecture's parameters; says which optimizer
 * @param type float32 or float64
 * @param training shared by all lanes
 * @param lanes one per trial
 */
public record StackSpec(
    Architecture architecture,
    ScalingPlan plan,
    DataType type,
    TrainingSpec training,
    List<LaneSpec> lanes) {

  /** Copies the lanes. */
  public StackSpec {
    lanes = List.copyOf(lanes);
  }
}
