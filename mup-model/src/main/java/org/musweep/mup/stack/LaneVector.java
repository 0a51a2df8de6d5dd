package org.musweep.mup.stack;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * One number per lane, ready to multiply {@code [T, rows, d]}.
 *
 * <p>Where every lane has 1, the multiplication is left out. The numbers are in native memory for
 * as long as the manager lives: what DJL makes of a Java number ({@code x.mul(2)}) is memory of a
 * direct buffer that may be collected before the gradient, which reads it again, is computed.
 */
final class LaneVector {

  private final boolean allOnes;
  private final NDArray array; // [T, 1, 1]

  private LaneVector(boolean allOnes, NDArray array) {
    this.allOnes = allOnes;
    this.array = array;
  }

  static LaneVector of(NDManager manager, List<Double> values, DataType type) {
    double[] numbers = values.stream().mapToDouble(Double::doubleValue).toArray();
    try (NDArray given = manager.create(numbers, new Shape(numbers.length, 1, 1));
        NDArray typed = given.toType(type, false)) {
      // toType may answer the same memory even when asked to copy
      return new LaneVector(values.stream().allMatch(value -> value == 1.0), typed.duplicate());
    }
  }

  NDArray times(NDArray x) {
    return allOnes ? x : x.mul(array);
  }
}
