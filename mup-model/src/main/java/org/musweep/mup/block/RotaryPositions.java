package org.musweep.mup.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * Rotary position embedding, or none where positions are learned.
 *
 * <p>Halves of a head are rotated by angles {@code t·base^(−2i/d)}. Source: arXiv:2104.09864,
 * equation 34, in the layout of halves.
 *
 * @param enabled whether queries and keys are rotated
 * @param base of the geometric series of wavelengths
 */
public record RotaryPositions(boolean enabled, double base) {

  /** Leaves queries and keys as they are. */
  public static final RotaryPositions NONE = new RotaryPositions(false, 10_000);

  /** The usual base of 10,000. */
  public static final RotaryPositions STANDARD = new RotaryPositions(true, 10_000);

  /** Rotates {@code [n, length, heads, d]}, d even. */
  NDArray rotate(NDArray x) {
    if (!enabled) {
      return x;
    }
    Shape shape = x.getShape();
    int length = (int) shape.get(1);
    int half = (int) shape.get(3) / 2;
    NDArray cosines = table(x.getManager(), length, half, x.getDataType(), 0);
    NDArray sines = table(x.getManager(), length, half, x.getDataType(), -Math.PI / 2);
    NDList halves = x.split(2, 3);
    NDArray a = halves.get(0);
    NDArray b = halves.get(1);
    return a.mul(cosines).sub(b.mul(sines)).concat(a.mul(sines).add(b.mul(cosines)), 3);
  }

  /** {@code cos(t·θ_i + phase)} as {@code [length, 1, half]}. */
  private NDArray table(NDManager manager, int length, int half, DataType type, double phase) {
    double[] values = new double[length * half];
    for (int t = 0; t < length; t++) {
      for (int i = 0; i < half; i++) {
        values[t * half + i] = Math.cos(t * Math.pow(base, -(double) i / half) + phase);
      }
    }
    return manager.create(values, new Shape(length, 1, half)).toType(type, false);
  }
}
