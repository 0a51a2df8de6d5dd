package org.musweep.mup.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.musweep.mup.block.Activation;
import org.musweep.mup.data.DataShape;
import org.musweep.mup.law.WeightDecayRule;
import org.musweep.mup.parametrization.OptimizerKind;
import org.musweep.mup.parametrization.RuleSet;
import org.musweep.mup.parametrization.ScalingPlan;
import org.musweep.mup.stack.ActivationRecorder;
import org.musweep.mup.stack.Architecture;
import org.musweep.mup.stack.Initialization;
import org.musweep.mup.stack.Lane;
import org.musweep.mup.stack.ParameterSpec;
import org.musweep.mup.stack.TrialStack;
import org.musweep.mup.testing.Numbers;

@Tag("djl")
class ConvolutionalFamiliesTest {

  private static final DataShape.Images IMAGES = new DataShape.Images(3, 9, 8, 10);

  @Test
  void channelsDoubleWhereImagesAreHalved() {
    assertThat(shapes(ConvNet.ofWidth(IMAGES, 8, 4, 2, Activation.RELU)))
        .containsEntry("conv_1.weight", "[8/4, 3, 3, 3]")
        .containsEntry("conv_2.weight", "[16/8, 8/4, 3, 3]")
        .containsEntry("conv_2.bias", "[16/8]")
        .containsEntry("fc.weight", "[16/8, 16/8]")
        .containsEntry("readout.weight", "[10, 16/8]")
        .hasSize(8);
    assertThat(shapes(Resnet.ofWidth(IMAGES, 8, 4, 2, 2)))
        .containsEntry("conv1.weight", "[8/4, 3, 3, 3]")
        .containsEntry("layer1.1.conv2.weight", "[8/4, 8/4, 3, 3]")
        .containsEntry("layer2.0.conv1.weight", "[16/8, 8/4, 3, 3]")
        .containsEntry("layer2.0.shortcut.0.weight", "[16/8, 8/4, 1, 1]")
        .containsEntry("layer2.0.shortcut.1.bias", "[16/8]")
        .doesNotContainKey("layer2.1.shortcut.0.weight")
        .containsEntry("readout.bias", "[10]");
  }

  /** Variance gain²/fan_in at base width, where the fan-in counts the kernel. */
  @Test
  void hiddenWeightsStartWithTheFanInOfTheKernel() {
    List<ParameterSpec> specs = ConvNet.ofWidth(IMAGES, 8, 4, 2, Activation.RELU).parameters();
    assertThat(specs.get(0).initialization())
        .isEqualTo(new Initialization.Normal(Math.sqrt(2) / (3 * Math.sqrt(3))));
    assertThat(specs.get(2).initialization())
        .isEqualTo(new Initialization.Normal(Math.sqrt(2) / (3 * Math.sqrt(4))));
  }

  @Test
  void modulesAreRecordedByLaneAndStagesHalveTheImages() {
    assertThat(recorded(ConvNet.ofWidth(IMAGES, 8, 4, 2, Activation.RELU)))
        .containsEntry("conv_1", new Shape(2, 5, 8, 9, 8))
        .containsEntry("conv_2", new Shape(2, 5, 16, 4, 4))
        .containsEntry("fc", new Shape(2, 5, 16))
        .containsEntry("readout", new Shape(2, 5, 10))
        .hasSize(4);
    assertThat(recorded(Resnet.ofWidth(IMAGES, 8, 4, 3, 1)))
        .containsEntry("conv1", new Shape(2, 5, 8, 9, 8))
        .containsEntry("layer1", new Shape(2, 5, 8, 9, 8))
        .containsEntry("layer2.conv1", new Shape(2, 5, 16, 5, 4))
        .containsEntry("layer3", new Shape(2, 5, 32, 3, 2))
        .containsEntry("layer3.shortcut.1", new Shape(2, 5, 32, 3, 2))
        .containsEntry("readout", new Shape(2, 5, 10));
  }

  /** Evaluation goes by running statistics, so that images do not see each other. */
  @Test
  void imagesDoNotDependOnTheirBatch() {
    Architecture architecture = Resnet.ofWidth(IMAGES, 4, 4, 2, 1);
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      TrialStack stack = stack(architecture, manager);
      NDArray images = manager.randomNormal(new Shape(2, 5, IMAGES.inputsPerRow()));
      images = images.toType(DataType.FLOAT64, false);
      stack.trainingLogits(images, 5, ActivationRecorder.NONE);
      NDArray together = stack.logits(images, 5, ActivationRecorder.NONE);
      NDArray alone = stack.logits(images.get(":, 2:3"), 1, ActivationRecorder.NONE);
      Numbers.assertNear(
          "image 2", Numbers.of(alone), Numbers.of(together.get(":, 2:3")), 1e-12, 1e-12);
      NDArray batched = stack.trainingLogits(images, 5, ActivationRecorder.NONE);
      assertThat(Numbers.of(batched)).isNotEqualTo(Numbers.of(together));
    }
  }

  @Test
  void refusesMorePoolingThanPixels() {
    assertThat(ConvNet.deepest(IMAGES)).isEqualTo(4);
    assertThat(recorded(ConvNet.ofWidth(IMAGES, 2, 2, 4, Activation.TANH)))
        .containsEntry("conv_4", new Shape(2, 5, 16, 1, 1));
    assertThatThrownBy(() -> ConvNet.ofWidth(IMAGES, 2, 2, 5, Activation.TANH))
        .hasMessage(
            "Invalid convolutional network: 5 convolutions on images of 9 x 8 (must be at most 4,"
                + " because images are halved between two of them)");
  }

  private static Map<String, String> shapes(Architecture architecture) {
    Map<String, String> shapes = new LinkedHashMap<>();
    architecture
        .parameters()
        .forEach(spec -> shapes.put(spec.name(), spec.declaration().shape().text()));
    return shapes;
  }

  private static Map<String, Shape> recorded(Architecture architecture) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      stack(architecture, manager)
          .trainingLogits(
              manager.ones(new Shape(2, 5, IMAGES.inputsPerRow()), DataType.FLOAT64),
              5,
              new ActivationRecorder() {
                @Override
                public void record(String module, NDArray output) {
                  shapes.put(module, output.getShape());
                }

                @Override
                public boolean wantsProbes() {
                  return true;
                }
              });
    }
    return shapes;
  }

  private static TrialStack stack(Architecture architecture, NDManager manager) {
    ScalingPlan plan =
        ScalingPlan.of(
            RuleSet.named("maximal-update"),
            OptimizerKind.SGD,
            WeightDecayRule.INDEPENDENT,
            architecture.parameters().stream().map(ParameterSpec::declaration).toList(),
            architecture.multipliers());
    return TrialStack.create(
        architecture, plan, List.of(Lane.ofSeed(1), Lane.ofSeed(2)), DataType.FLOAT64, manager);
  }
}
