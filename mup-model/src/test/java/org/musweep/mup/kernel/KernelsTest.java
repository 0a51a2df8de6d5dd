package org.musweep.mup.kernel;

import static org.musweep.mup.testing.Numbers.assertNear;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.musweep.mup.testing.Numbers;

/** Each operation against the same sums written out in Java. */
@Tag("djl")
class KernelsTest {

  private static final int LANES = 2;
  private static final double TOLERANCE = 1e-12;

  private final Kernels kernels = Kernels.shared();
  private final Random random = new Random(3);
  private NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");

  @BeforeEach
  void open() {
    manager.close();
    manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
    JniUtils.setGradMode(false);
    kernels.prepareThread();
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void linearMultipliesByTheTransposedWeightOfTheLane() {
    int rows = 3;
    int in = 4;
    int out = 5;
    double[] x = normals(LANES * rows * in);
    double[] w = normals(LANES * out * in);
    double[] b = normals(LANES * out);
    double[] product = new double[LANES * rows * out];
    double[] sum = new double[LANES * rows * out];
    for (int lane = 0; lane < LANES; lane++) {
      for (int row = 0; row < rows; row++) {
        for (int o = 0; o < out; o++) {
          int at = (lane * rows + row) * out + o;
          for (int i = 0; i < in; i++) {
            product[at] += x[(lane * rows + row) * in + i] * w[(lane * out + o) * in + i];
          }
          sum[at] = product[at] + b[lane * out + o];
        }
      }
    }
    NDArray weights = array(w, LANES, out, in);
    NDArray inputs = array(x, LANES, rows, in);
    check("matmul", kernels.matmul(inputs, weights), product);
    check("linear", kernels.linear(inputs, weights, array(b, LANES, 1, out)), sum);
  }

  @Test
  void normsDivideByTheStatisticsOfTheRow() {
    int rows = 3;
    int d = 6;
    double[] x = normals(LANES * rows * d);
    double[] gain = normals(LANES * d);
    double[] bias = normals(LANES * d);
    double[] layer = new double[x.length];
    double[] rms = new double[x.length];
    for (int row = 0; row < LANES * rows; row++) {
      double[] own = Arrays.copyOfRange(x, row * d, (row + 1) * d);
      double mean = Arrays.stream(own).average().orElseThrow();
      double variance = Arrays.stream(own).map(v -> (v - mean) * (v - mean)).sum() / d;
      double square = Arrays.stream(own).map(v -> v * v).sum() / d;
      for (int i = 0; i < d; i++) {
        int vector = row / rows * d + i;
        layer[row * d + i] =
            (own[i] - mean) / Math.sqrt(variance + 1e-5) * gain[vector] + bias[vector];
        rms[row * d + i] = own[i] / Math.sqrt(square + 1e-5) * gain[vector];
      }
    }
    NDArray inputs = array(x, LANES, rows, d);
    NDArray gains = array(gain, LANES, 1, d);
    check("layer norm", kernels.layerNorm(inputs, gains, array(bias, LANES, 1, d)), layer);
    check("rms norm", kernels.rmsNorm(inputs, gains), rms);
  }

  @Test
  void geluIsTheExactOne() {
    // x Φ(x), with Φ from tables of the normal distribution
    check(
        "gelu",
        kernels.gelu(array(new double[] {0, 1, -2, 0.5, -0.5}, 1, 1, 5)),
        0,
        0.8413447460685429,
        -0.04550026389635842,
        0.34573123063700656,
        -0.15426876936299344);
  }

  @Test
  void embeddingReadsTheJointTable() {
    double[] table = normals(LANES * 3 * 2);
    NDArray rows = array(new double[] {2, 0, 3, 5}, 2, 2).toType(DataType.INT64, false);
    check(
        "embedding",
        kernels.embedding(array(table, LANES, 3, 2), rows),
        table[4],
        table[5],
        table[0],
        table[1],
        table[6],
        table[7],
        table[10],
        table[11]);
  }

  /** Lengths on both sides of the one where another kernel takes over. */
  @ParameterizedTest
  @ValueSource(ints = {4, 256, 257})
  void attentionIsACausalSoftmaxOfScaledLogits(int length) {
    int size = 3;
    int heads = 2;
    int sequences = 2;
    int count = sequences * heads * length * size;
    double[] q = normals(count);
    double[] k = normals(count);
    double[] v = normals(count);
    double[] logits = new double[sequences * heads * length * length];
    double[] mixed = new double[count];
    for (int n = 0; n < sequences * heads; n++) {
      for (int t = 0; t < length; t++) {
        double[] weights = new double[t + 1];
        for (int s = 0; s < length; s++) {
          for (int i = 0; i < size; i++) {
            logits[(n * length + t) * length + s] +=
                0.7 * q[(n * length + t) * size + i] * k[(n * length + s) * size + i];
          }
          if (s <= t) {
            weights[s] = Math.exp(logits[(n * length + t) * length + s]);
          }
        }
        double total = Arrays.stream(weights).sum();
        for (int s = 0; s <= t; s++) {
          for (int i = 0; i < size; i++) {
            mixed[(n * length + t) * size + i] +=
                weights[s] / total * v[(n * length + s) * size + i];
          }
        }
      }
    }
    NDArray queries = array(q, sequences, heads, length, size);
    NDArray keys = array(k, sequences, heads, length, size);
    NDArray values = array(v, sequences, heads, length, size);
    NDArray scale = manager.create(0.7);
    check("logits", kernels.attentionLogits(queries, keys, scale), logits);
    check("attention", kernels.attention(queries, keys, values, scale), mixed);
    NDArray joint = queries.expandDims(0).concat(keys.expandDims(0)).concat(values.expandDims(0));
    check(
        "joint attention",
        kernels.jointAttention(joint.transpose(1, 3, 0, 2, 4), scale).transpose(0, 2, 1, 3),
        mixed);
  }

  @Test
  void lossesAreMeansPerLane() {
    int rows = 3;
    int classes = 4;
    double[] logits = normals(LANES * rows * classes);
    int[] targets = IntStream.range(0, LANES * rows).map(i -> (i * 3 + 1) % classes).toArray();
    double[] other = normals(LANES * rows * classes);
    double[] crossEntropy = new double[LANES];
    double[] squares = new double[LANES];
    for (int row = 0; row < LANES * rows; row++) {
      double total = 0;
      for (int c = 0; c < classes; c++) {
        int at = row * classes + c;
        total += Math.exp(logits[at]);
        squares[row / rows] += Math.pow(logits[at] - other[at], 2) / (rows * classes);
      }
      crossEntropy[row / rows] += (Math.log(total) - logits[row * classes + targets[row]]) / rows;
    }
    NDArray outputs = array(logits, LANES, rows, classes);
    NDArray labels =
        array(Arrays.stream(targets).asDoubleStream().toArray(), LANES, rows)
            .toType(DataType.INT64, false);
    check("cross entropy", kernels.crossEntropy(outputs, labels), crossEntropy);
    check(
        "mean squared error",
        kernels.meanSquaredError(outputs, array(other, LANES, rows, classes)),
        squares);
  }

  @Test
  void gradientOfUnusedParameterIsZero() {
    NDArray used = array(new double[] {1, 2, 3, 4}, LANES, 1, 2);
    NDArray unused = array(new double[] {5, 6}, LANES, 1, 1);
    used.setRequiresGradient(true);
    unused.setRequiresGradient(true);
    JniUtils.setGradMode(true);
    NDArray loss = kernels.meanSquaredError(used, array(new double[4], LANES, 1, 2));
    JniUtils.setGradMode(false);
    try (Gradients gradients = kernels.gradients(loss, List.of(unused, used))) {
      check("unused", gradients.arrays(manager).get(0), 0, 0);
      check("used", gradients.arrays(manager).get(1), 1, 2, 3, 4);
      check("norms", gradients.laneNorms(manager), Math.sqrt(5), 5);
      try (Gradients scaled = gradients.scaledBy(array(new double[] {2, 0.5}, LANES))) {
        check("scaled", scaled.arrays(manager).get(1), 2, 4, 1.5, 2);
        check("not scaled", gradients.arrays(manager).get(1), 1, 2, 3, 4);
      }
    }
  }

  private static void check(String what, NDArray actual, double... expected) {
    assertNear(what, Numbers.of(actual), expected, TOLERANCE, TOLERANCE);
  }

  private NDArray array(double[] values, long... shape) {
    return manager.create(values, new Shape(shape));
  }

  private double[] normals(int count) {
    return random.doubles(count).map(u -> 4 * u - 2).toArray();
  }
}
