package org.musweep.mup.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.musweep.mup.training.Autograd;

@Tag("djl")
class OneDnnTest {

  private static final int ROWS = 5;
  private static final int IN = 7;
  private static final int OUT = 3;

  private final Random random = new Random(1);

  @Test
  void valuesAndGradientsAreThoseOfThePlainProduct() {
    Autograd.prepareThread();
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      NDArray x = normals(manager, 1, ROWS, IN);
      NDArray w = normals(manager, 1, OUT, IN);
      NDArray b = normals(manager, 1, 1, OUT);
      List<NDArray> inputs = List.of(x, w, b);
      inputs.forEach(input -> input.setRequiresGradient(true));
      Kernels kernels = Kernels.shared();
      compare(
          manager,
          Autograd.recording(() -> OneDnn.affine(x, w, b)),
          Autograd.recording(() -> kernels.run("linear", x, w, b)),
          inputs);
      compare(
          manager,
          Autograd.recording(() -> OneDnn.product(x, w)),
          Autograd.recording(() -> kernels.run("matmul", x, w)),
          List.of(x, w));
    }
  }

  @Test
  void takesOnlyLargeSingleFloatWeights() {
    Shape large = new Shape(1, 256, 256);
    assertThat(OneDnn.takes(large, DataType.FLOAT32, Device.cpu())).isTrue();
    assertThat(OneDnn.takes(large, DataType.FLOAT64, Device.cpu())).isFalse();
    assertThat(OneDnn.takes(large, DataType.FLOAT32, Device.gpu())).isFalse();
    assertThat(OneDnn.takes(new Shape(2, 256, 256), DataType.FLOAT32, Device.cpu())).isFalse();
    assertThat(OneDnn.takes(new Shape(1, 256, 255), DataType.FLOAT32, Device.cpu())).isFalse();
  }

  private static void compare(
      NDManager manager, NDArray actual, NDArray expected, List<NDArray> inputs) {
    assertNear(actual, expected);
    NDArray weights = expected.duplicate();
    List<NDArray> found = gradients(manager, actual, weights, inputs);
    List<NDArray> wanted = gradients(manager, expected, weights, inputs);
    for (int i = 0; i < wanted.size(); i++) {
      assertNear(found.get(i), wanted.get(i));
    }
  }

  private static List<NDArray> gradients(
      NDManager manager, NDArray output, NDArray weights, List<NDArray> inputs) {
    NDArray loss = Autograd.recording(() -> output.mul(weights).sum());
    try (Gradients gradients = Kernels.shared().gradients(loss, inputs)) {
      return gradients.arrays(manager);
    }
  }

  private static void assertNear(NDArray actual, NDArray expected) {
    assertThat(actual.getShape()).isEqualTo(expected.getShape());
    float[] wanted = expected.toFloatArray();
    float[] found = actual.toFloatArray();
    for (int i = 0; i < wanted.length; i++) {
      assertThat(found[i]).isCloseTo(wanted[i], org.assertj.core.data.Offset.offset(1e-4f));
    }
  }

  private NDArray normals(NDManager manager, long... shape) {
    Shape own = new Shape(shape);
    float[] values = new float[(int) own.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return manager.create(values, own);
  }
}
