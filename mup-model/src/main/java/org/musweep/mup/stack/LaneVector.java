package org.musweep.mup.stack;

import ai.djl.Device;
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

  private final boolean isShared;
  private final boolean allOnes;
  private final NDArray array; // [T, 1, 1]
  private final NDArray shared; // []

  private LaneVector(boolean isShared, boolean allOnes, NDArray array, NDArray shared) {
    this.isShared = isShared;
    this.allOnes = allOnes;
    this.array = array;
    this.shared = shared;
  }

  static LaneVector of(NDManager manager, List<Double> values, DataType type) {
    double[] numbers = values.stream().mapToDouble(Double::doubleValue).toArray();
    double first = numbers[0];
    boolean isShared = values.stream().allMatch(value -> value == first);
    return new LaneVector(
        isShared,
        isShared && first == 1,
        inNativeMemory(manager, numbers, new Shape(numbers.length, 1, 1), type),
        inNativeMemory(
            manager.newSubManager(Device.cpu()),
            new double[] {isShared ? first : 1},
            new Shape(),
            DataType.FLOAT64));
  }

  private static NDArray inNativeMemory(
      NDManager manager, double[] numbers, Shape shape, DataType type) {
    try (NDArray given = manager.create(numbers, shape);
        NDArray typed = given.toType(type, false)) {
      // toType may answer the same memory even when asked to copy
      return typed.duplicate();
    }
  }

  NDArray times(NDArray x) {
    return allOnes ? x : x.mul(array);
  }

  /** Whether all lanes have the same number. */
  boolean isShared() {
    return isShared;
  }

  /** The number that all lanes have, or 1: {@code []}, float64, on the CPU. */
  NDArray shared() {
    return shared;
  }

  /** {@code x} times the lanes' numbers, unless {@link #shared()} stands for them. */
  NDArray timesOwn(NDArray x) {
    return isShared ? x : x.mul(array);
  }
}
