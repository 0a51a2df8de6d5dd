package org.musweep.mup.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.musweep.mup.testing.Numbers.assertNear;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.musweep.mup.testing.Numbers;

/**
 * The update kernels against torch's formulas written out in Java.
 *
 * <p>Two lanes with two parameters each, every one a group of its own. The gradient of the loss
 * used here is the parameter itself. TorchScript drops an update in place whose result nothing
 * uses, without a word: that every value changes as it should is what guards against it.
 */
@Tag("djl")
class FusedUpdatesTest {

  private static final List<UpdateGroup> GROUPS =
      List.of(
          new UpdateGroup(0, List.of(0)),
          new UpdateGroup(0, List.of(1)),
          new UpdateGroup(1, List.of(1)),
          new UpdateGroup(1, List.of(0)));

  private static final double[] LEARNING_RATES = {0.1, 0.02, 0.3, 0};
  private static final double[] WEIGHT_DECAYS = {0, 0.5, 0.1, 0.2};

  /** Elements of each group: lane 0 of the first and second, lane 1 of the second and first. */
  private static final double[][] START = {{1, -2}, {0.5, 3, -1}, {2, -0.25, 1e-9}, {4, 0.125}};

  private final Kernels kernels = Kernels.shared();
  private NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
  private List<NDArray> parameters = List.of();

  @BeforeEach
  void open() {
    manager.close();
    manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
    JniUtils.setGradMode(false);
    kernels.prepareThread();
    parameters =
        List.of(
            manager.create(
                new double[] {START[0][0], START[0][1], START[3][0], START[3][1]},
                new Shape(2, 1, 2)),
            manager.create(
                new double[] {
                  START[1][0], START[1][1], START[1][2], START[2][0], START[2][1], START[2][2]
                },
                new Shape(2, 1, 3)));
    parameters.forEach(parameter -> parameter.setRequiresGradient(true));
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void adamFollowsTheFormula(boolean decoupled) {
    List<NDArray> first = zeros();
    List<NDArray> second = zeros();
    double[] beta1 = {0.9, 0.8, 0, 0.9};
    double[] beta2 = {0.999, 0.95, 0.9, 0.99};
    double[] epsilon = {1e-8, 1e-3, 1, 1e-8};
    double[][] w = copy(START);
    double[][] m = zerosLike(START);
    double[][] v = zerosLike(START);
    try (FusedAdam adam =
        decoupled
            ? FusedAdam.decoupled(kernels, GROUPS, parameters, first, second)
            : FusedAdam.coupled(kernels, GROUPS, parameters, first, second)) {
      for (int step = 1; step <= 4; step++) {
        try (Gradients gradients = gradients()) {
          adam.step(
              gradients,
              step,
              scalars(
                  g ->
                      new FusedAdam.Scalars(
                          LEARNING_RATES[g], beta1[g], beta2[g], WEIGHT_DECAYS[g], epsilon[g])));
        }
        for (int g = 0; g < w.length; g++) {
          for (int i = 0; i < w[g].length; i++) {
            double gradient = w[g][i];
            if (decoupled) {
              w[g][i] -= LEARNING_RATES[g] * WEIGHT_DECAYS[g] * w[g][i];
            } else {
              gradient += WEIGHT_DECAYS[g] * w[g][i];
            }
            m[g][i] = beta1[g] * m[g][i] + (1 - beta1[g]) * gradient;
            v[g][i] = beta2[g] * v[g][i] + (1 - beta2[g]) * gradient * gradient;
            double corrected1 = m[g][i] / (1 - Math.pow(beta1[g], step));
            double corrected2 = v[g][i] / (1 - Math.pow(beta2[g], step));
            w[g][i] -= LEARNING_RATES[g] * corrected1 / (Math.sqrt(corrected2) + epsilon[g]);
          }
        }
        check("parameters after step " + step, parameters, w);
        check("first moments after step " + step, first, m);
        check("second moments after step " + step, second, v);
      }
    }
    assertThat(w[0][0]).isNotEqualTo(START[0][0]);
  }

  @Test
  void firstAdamStepIsTheLearningRateTimesTheSign() {
    List<NDArray> first = zeros();
    List<NDArray> second = zeros();
    try (FusedAdam adam = FusedAdam.coupled(kernels, GROUPS, parameters, first, second);
        Gradients gradients = gradients()) {
      adam.step(gradients, 1, scalars(g -> new FusedAdam.Scalars(0.01, 0.9, 0.999, 0, 1e-30)));
    }
    double[][] expected = copy(START);
    for (double[] group : expected) {
      for (int i = 0; i < group.length; i++) {
        group[i] -= 0.01 * Math.signum(group[i]);
      }
    }
    check("parameters", parameters, expected);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void sgdFollowsTheFormula(boolean nesterov) {
    List<NDArray> buffers = zeros();
    double[] momentum = {0.9, 0, 0.5, 0.9};
    double[][] w = copy(START);
    double[][] b = zerosLike(START);
    try (FusedSgd sgd =
        nesterov
            ? FusedSgd.nesterov(kernels, GROUPS, parameters, buffers)
            : FusedSgd.heavyBall(kernels, GROUPS, parameters, buffers)) {
      for (int step = 1; step <= 4; step++) {
        try (Gradients gradients = gradients()) {
          sgd.step(
              gradients,
              step,
              scalars(g -> new FusedSgd.Scalars(LEARNING_RATES[g], momentum[g], WEIGHT_DECAYS[g])));
        }
        for (int g = 0; g < w.length; g++) {
          for (int i = 0; i < w[g].length; i++) {
            double gradient = w[g][i] + WEIGHT_DECAYS[g] * w[g][i];
            b[g][i] = step == 1 ? gradient : momentum[g] * b[g][i] + gradient;
            w[g][i] -= LEARNING_RATES[g] * (nesterov ? gradient + momentum[g] * b[g][i] : b[g][i]);
          }
        }
        check("parameters after step " + step, parameters, w);
      }
    }
    assertThat(w[1][0]).isNotEqualTo(START[1][0]);
  }

  /** Of half the sum of squares of each lane, so that the gradient is the parameter. */
  private Gradients gradients() {
    JniUtils.setGradMode(true);
    NDArray two = kernels.meanSquaredError(parameters.get(0), zeros().get(0));
    NDArray three = kernels.meanSquaredError(parameters.get(1), zeros().get(1));
    NDArray half = manager.create(new double[] {1, 1});
    NDArray threeHalves = manager.create(new double[] {1.5, 1.5});
    NDArray losses = two.mul(half).add(three.mul(threeHalves));
    JniUtils.setGradMode(false);
    return kernels.gradients(losses, parameters);
  }

  private List<NDArray> zeros() {
    return parameters.stream()
        .map(parameter -> manager.zeros(parameter.getShape(), DataType.FLOAT64))
        .toList();
  }

  private static <S> List<S> scalars(java.util.function.IntFunction<S> ofGroup) {
    return java.util.stream.IntStream.range(0, GROUPS.size()).mapToObj(ofGroup).toList();
  }

  private static double[][] copy(double[][] groups) {
    return java.util.Arrays.stream(groups).map(double[]::clone).toArray(double[][]::new);
  }

  private static double[][] zerosLike(double[][] groups) {
    return java.util.Arrays.stream(groups)
        .map(group -> new double[group.length])
        .toArray(double[][]::new);
  }

  private static void check(String what, List<NDArray> actual, double[][] groups) {
    double[] two = Numbers.of(actual.get(0));
    double[] three = Numbers.of(actual.get(1));
    assertNear(what, two, join(groups[0], groups[3]), 1e-12, 1e-15);
    assertNear(what, three, join(groups[1], groups[2]), 1e-12, 1e-15);
  }

  private static double[] join(double[] a, double[] b) {
    return java.util.stream.DoubleStream.concat(
            java.util.Arrays.stream(a), java.util.Arrays.stream(b))
        .toArray();
  }
}
