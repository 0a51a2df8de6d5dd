package org.musweep.mup.testing;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.stream.StreamSupport;

/** Arrays of numbers, from JSON and from native memory, and how they are compared. */
public final class Numbers {

  private Numbers() {}

  /** The numbers of a JSON array, nested or not, in order. */
  public static double[] of(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .flatMapToDouble(
            node ->
                node.isArray()
                    ? Arrays.stream(of(node))
                    : java.util.stream.DoubleStream.of(node.asDouble()))
        .toArray();
  }

  /** The elements of an array, row-major, in double precision. */
  public static double[] of(NDArray array) {
    try (NDArray wide = array.toType(DataType.FLOAT64, true)) {
      return wide.toDoubleArray();
    }
  }

  /** The shape that a JSON array of sizes names, after the sizes given. */
  public static Shape shape(JsonNode sizes, long... before) {
    double[] after = of(sizes);
    long[] all = Arrays.copyOf(before, before.length + after.length);
    for (int i = 0; i < after.length; i++) {
      all[before.length + i] = (long) after[i];
    }
    return new Shape(all);
  }

  /** An array with the numbers of a JSON array. */
  public static NDArray array(NDManager manager, JsonNode numbers, Shape shape, DataType type) {
    return manager.create(of(numbers), shape).toType(type, false);
  }

  /** The L2 norm. */
  public static double norm(double... values) {
    return Math.sqrt(Arrays.stream(values).map(value -> value * value).sum());
  }

  /**
   * Asserts element by element that numbers agree with their reference, to a relative tolerance or
   * an absolute floor, whichever is larger.
   */
  public static void assertNear(
      String what, double[] actual, double[] expected, double relative, double floor) {
    assertThat(actual).as("%s", what).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(Math.abs(actual[i] - expected[i]))
          .as("%s[%d]: %s against reference %s", what, i, actual[i], expected[i])
          .isLessThanOrEqualTo(Math.max(floor, relative * Math.abs(expected[i])));
    }
  }
}
