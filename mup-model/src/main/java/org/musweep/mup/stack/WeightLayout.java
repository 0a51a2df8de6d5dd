package org.musweep.mup.stack;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.musweep.mup.parametrization.ParameterRole;

/**
 * How a parameter {@code [T, …]} lies in memory.
 *
 * <p>The gradient of a weight {@code [T, out, in]} comes out of a batched matrix product as {@code
 * [T, in, out]}, and optimizers update arrays element by element in the order of memory. A weight
 * that lies as its gradient does is updated without a copy of the gradient. Where all lanes see the
 * same input, which is always so if there is one, the product is not batched, and its gradient lies
 * row by row.
 *
 * @param lanes T
 * @param type of the elements
 * @param isTransposed whether the last two dimensions change places in memory
 */
record WeightLayout(int lanes, DataType type, boolean isTransposed) {

  static WeightLayout of(ParameterSpec spec, Shape own, List<Lane> lanes, DataType type) {
    ParameterRole role = spec.declaration().role();
    boolean isMatrix = role != ParameterRole.EMBEDDING && own.dimension() == 2;
    boolean sharesInput =
        lanes.size() == 1
            || (role == ParameterRole.INPUT_WEIGHT
                && lanes.stream().mapToLong(Lane::seed).distinct().count() == 1);
    return new WeightLayout(lanes.size(), type, isMatrix && !sharesInput);
  }

  /** Zeros, {@code [T]} before the parameter's own dimensions. */
  NDArray zeros(Shape own, NDManager manager) {
    if (!isTransposed) {
      return manager.zeros(new Shape(lanes).addAll(own), type);
    }
    return manager.zeros(new Shape(lanes, own.get(1), own.get(0)), type).transpose(0, 2, 1);
  }
}
