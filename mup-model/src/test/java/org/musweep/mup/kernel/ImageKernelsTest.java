package org.musweep.mup.kernel;

import static org.assertj.core.api.Assertions.assertThat;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.musweep.mup.testing.Numbers;

/** Each operation on feature maps against the same sums written out in Java, lane by lane. */
@Tag("djl")
class ImageKernelsTest {

  private static final int LANES = 3;
  private static final int ROWS = 2;
  private static final double TOLERANCE = 1e-12;

  private final ImageKernels kernels = ImageKernels.shared();
  private final Random random = new Random(7);
  private NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");

  @BeforeEach
  void open() {
    manager.close();
    manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
    JniUtils.setGradMode(false);
    Kernels.shared().prepareThread();
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @ParameterizedTest
  @CsvSource({"3, 1, 2, 5", "3, 2, 3, 4", "1, 2, 4, 3", "5, 1, 1, 1"})
  void convolutionUsesTheMapsAndKernelsOfTheLane(int kernel, int stride, int in, int out) {
    int height = 6;
    int width = 5;
    int padding = kernel / 2;
    int rows = (height - 1) / stride + 1;
    int columns = (width - 1) / stride + 1;
    double[] x = numbers(ROWS * LANES * in * height * width);
    double[] w = numbers(LANES * out * in * kernel * kernel);
    double[] expected = new double[ROWS * LANES * out * rows * columns];
    for (int at = 0; at < expected.length; at++) {
      int column = at % columns;
      int row = at / columns % rows;
      int laneOut = at / (columns * rows) % (LANES * out);
      int image = at / (columns * rows * LANES * out);
      for (int i = 0; i < in; i++) {
        int map = (image * LANES + laneOut / out) * in + i;
        for (int k = 0; k < kernel * kernel; k++) {
          int y = row * stride + k / kernel - padding;
          int z = column * stride + k % kernel - padding;
          if (y >= 0 && y < height && z >= 0 && z < width) {
            expected[at] +=
                x[(map * height + y) * width + z] * w[(laneOut * in + i) * kernel * kernel + k];
          }
        }
      }
    }
    NDArray actual =
        kernels.convolution(
            array(x, ROWS, LANES * in, height, width),
            array(w, LANES, out, in, kernel, kernel),
            stride,
            padding);
    assertThat(actual.getShape()).isEqualTo(new Shape(ROWS, (long) LANES * out, rows, columns));
    assertNear("convolution", Numbers.of(actual), expected, TOLERANCE, TOLERANCE);
  }

  /** The engine may treat channels in blocks, which must not reach over to the next lane. */
  @ParameterizedTest
  @CsvSource({"1, 1", "3, 5", "8, 8", "4, 16", "20, 12"})
  void brokenLaneLeavesOutputsAndGradientsOfTheOthersAlone(int in, int out) {
    double[] x = numbers(ROWS * LANES * in * 36);
    double[] w = numbers(LANES * out * in * 9);
    List<double[]> healthy = convolved(x, w, in, out);
    Arrays.fill(w, out * in * 9, 2 * out * in * 9, Double.NaN);
    List<double[]> broken = convolved(x, w, in, out);
    for (int i = 0; i < healthy.size(); i++) {
      assertThat(Arrays.stream(broken.get(i)).anyMatch(Double::isNaN)).isTrue();
      int lane = healthy.get(i).length / LANES;
      assertThat(Arrays.copyOf(broken.get(i), lane))
          .containsExactly(Arrays.copyOf(healthy.get(i), lane));
      assertThat(Arrays.copyOfRange(broken.get(i), 2 * lane, 3 * lane))
          .containsExactly(Arrays.copyOfRange(healthy.get(i), 2 * lane, 3 * lane));
    }
  }

  /** Outputs, and gradients of the sum of their squares by input and weight, lanes first. */
  private List<double[]> convolved(double[] x, double[] w, int in, int out) {
    NDArray maps = array(x, ROWS, LANES * in, 6, 6).toType(DataType.FLOAT32, true);
    NDArray weight = array(w, LANES, out, in, 3, 3).toType(DataType.FLOAT32, true);
    maps.setRequiresGradient(true);
    weight.setRequiresGradient(true);
    JniUtils.setGradMode(true);
    NDArray y = kernels.convolution(maps, weight, 1, 1);
    NDArray loss = y.mul(y).sum();
    JniUtils.setGradMode(false);
    try (Gradients gradients = Kernels.shared().gradients(loss, List.of(maps, weight))) {
      List<NDArray> arrays = gradients.arrays(manager);
      return List.of(
          lanesFirst(y.stopGradient()), lanesFirst(arrays.get(0)), Numbers.of(arrays.get(1)));
    }
  }

  private static double[] lanesFirst(NDArray maps) {
    return Numbers.of(maps.reshape(ROWS, LANES, -1).swapAxes(0, 1));
  }

  @Test
  void maxPoolTakesTheLargestOfEachSquareAndDropsTheRest() {
    double[] x = {1, 5, 2, 0, -3, 9, 4, 4, 7, 8, 6, 3, 1, 1, 1};
    assertNear(
        "max pool",
        Numbers.of(kernels.maxPool(array(x, 1, 1, 3, 5), 2)),
        new double[] {9, 7},
        0,
        0);
  }

  @Test
  void batchNormGoesByTheBatchAndKeepsRunningStatistics() {
    int channels = 2;
    int pixels = 6;
    int count = ROWS * pixels;
    double[] gain = numbers(LANES * channels);
    double[] bias = numbers(LANES * channels);
    NDArray mean = array(new double[LANES * channels], LANES, channels);
    NDArray variance = array(new double[LANES * channels], LANES, channels);
    NDArray share = array(new double[LANES], LANES, 1);
    double[] runningMean = new double[LANES * channels];
    double[] runningVariance = new double[LANES * channels];
    double seen = 0;
    double[] x = numbers(count * LANES * channels);
    assertNear(
        "before any batch",
        Numbers.of(running(x, gain, bias, mean, variance, share)),
        normalized(x, gain, bias, new double[LANES * channels], filled(LANES * channels, 1)),
        TOLERANCE,
        TOLERANCE);
    for (int step = 0; step < 3; step++) {
      x = numbers(count * LANES * channels);
      double[] batchMean = new double[LANES * channels];
      double[] batchVariance = new double[LANES * channels];
      for (int channel = 0; channel < LANES * channels; channel++) {
        double[] own = ofChannel(x, channel, LANES * channels, pixels);
        double m = Arrays.stream(own).average().orElseThrow();
        double squares = Arrays.stream(own).map(v -> (v - m) * (v - m)).sum();
        batchMean[channel] = m;
        batchVariance[channel] = squares / count;
        runningMean[channel] = 0.9 * runningMean[channel] + 0.1 * m;
        runningVariance[channel] = 0.9 * runningVariance[channel] + 0.1 * squares / (count - 1);
      }
      seen = 0.9 * seen + 0.1;
      NDArray output =
          kernels.batchNorm(
              array(x, ROWS, LANES * channels, 2, 3),
              array(gain, LANES, channels),
              array(bias, LANES, channels),
              mean,
              variance,
              share);
      assertNear(
          "step " + step,
          Numbers.of(output),
          normalized(x, gain, bias, batchMean, batchVariance),
          TOLERANCE,
          TOLERANCE);
    }
    assertNear("share", Numbers.of(share), filled(LANES, seen), TOLERANCE, 0);
    double total = seen;
    assertNear(
        "after three batches",
        Numbers.of(running(x, gain, bias, mean, variance, share)),
        normalized(
            x,
            gain,
            bias,
            Arrays.stream(runningMean).map(m -> m / total).toArray(),
            Arrays.stream(runningVariance).map(v -> v / total).toArray()),
        TOLERANCE,
        TOLERANCE);
  }

  private NDArray running(
      double[] x, double[] gain, double[] bias, NDArray mean, NDArray variance, NDArray share) {
    int channels = gain.length / LANES;
    return kernels.batchNormByRunningStatistics(
        array(x, ROWS, gain.length, 2, 3),
        array(gain, LANES, channels),
        array(bias, LANES, channels),
        mean,
        variance,
        share);
  }

  private static double[] normalized(
      double[] x, double[] gain, double[] bias, double[] mean, double[] variance) {
    int pixels = x.length / ROWS / gain.length;
    double[] result = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      int c = i / pixels % gain.length;
      result[i] = (x[i] - mean[c]) / Math.sqrt(variance[c] + 1e-5) * gain[c] + bias[c];
    }
    return result;
  }

  private static double[] ofChannel(double[] x, int channel, int channels, int pixels) {
    double[] own = new double[ROWS * pixels];
    for (int i = 0; i < own.length; i++) {
      own[i] = x[(i / pixels * channels + channel) * pixels + i % pixels];
    }
    return own;
  }

  private static double[] filled(int count, double value) {
    double[] result = new double[count];
    Arrays.fill(result, value);
    return result;
  }

  private double[] numbers(int count) {
    return random.doubles(count).map(v -> 2 * v - 1).toArray();
  }

  private NDArray array(double[] values, int... shape) {
    return manager.create(values, new Shape(Arrays.stream(shape).asLongStream().toArray()));
  }
}
