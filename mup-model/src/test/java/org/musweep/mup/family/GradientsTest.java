package org.musweep.mup.family;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.musweep.mup.block.Activation;
import org.musweep.mup.block.FeedForward;
import org.musweep.mup.block.QueryKeyValue;
import org.musweep.mup.block.RotaryPositions;
import org.musweep.mup.block.StackedNorm;
import org.musweep.mup.data.DataShape;
import org.musweep.mup.kernel.Gradients;
import org.musweep.mup.kernel.Kernels;
import org.musweep.mup.law.WeightDecayRule;
import org.musweep.mup.parametrization.OptimizerKind;
import org.musweep.mup.parametrization.RuleSet;
import org.musweep.mup.parametrization.ScalingPlan;
import org.musweep.mup.shape.InfDim;
import org.musweep.mup.stack.ActivationRecorder;
import org.musweep.mup.stack.Architecture;
import org.musweep.mup.stack.Lane;
import org.musweep.mup.stack.ParameterSpec;
import org.musweep.mup.stack.RoleFactors;
import org.musweep.mup.stack.TrialStack;
import org.musweep.mup.testing.ExampleBlocks;
import org.musweep.mup.testing.ExportedModules;
import org.musweep.mup.testing.Numbers;
import org.musweep.mup.training.Autograd;

/** Gradients of every parameter of every kind of layer against central differences. */
@Tag("djl")
class GradientsTest {

  private static final int ROWS = 2;

  /** Half the distance of the two points; the error is of the order of its square. */
  private static final double STEP = 1e-5;

  /** About 100 times the error expected of values of order 1: STEP² and 1e-16 / STEP. */
  private static final double TOLERANCE = 1e-8;

  static Stream<Architecture> architectures() {
    return Stream.of(
        mlp(Activation.RELU),
        mlp(Activation.TANH),
        mlp(Activation.GELU),
        ExportedModules.model("net", 16, 8)
            .on(new DataShape.Images(1, 3, 3, 4), ForeignModel.Input.VECTORS),
        ExportedModules.model("text", 16, 8)
            .on(new DataShape.Tokens(11, 3), ForeignModel.Input.VECTORS),
        new BlockModel(ExampleBlocks::net, 4, Map.of())
            .ofWidth(8, new DataShape.Images(1, 3, 3, 4), ForeignModel.Input.VECTORS),
        new BlockModel(ExampleBlocks::text, 4, Map.of())
            .ofWidth(8, new DataShape.Tokens(11, 3), ForeignModel.Input.VECTORS),
        convNet(false),
        convNet(true),
        Resnet.ofWidth(new DataShape.Images(1, 4, 4, 3), 2, 1, 2, 1),
        transformer(
            1, StackedNorm.Kind.LAYER, FeedForward.Kind.GELU, RotaryPositions.NONE, false, "JOINT"),
        transformer(
            2, StackedNorm.Kind.LAYER, FeedForward.Kind.RELU, RotaryPositions.NONE, true, "JOINT"),
        transformer(
            1,
            StackedNorm.Kind.RMS,
            FeedForward.Kind.SWIGLU,
            RotaryPositions.STANDARD,
            true,
            "JOINT"),
        transformer(
            1,
            StackedNorm.Kind.RMS,
            FeedForward.Kind.TANH,
            RotaryPositions.STANDARD,
            false,
            "SEPARATE"));
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void gradientsAreThoseOfFiniteDifferences(Architecture architecture) {
    Autograd.prepareThread();
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      TrialStack stack = stack(architecture, manager);
      Batch batch = batch(architecture, stack, manager);
      List<double[]> expected;
      List<String> names = List.copyOf(stack.parameters().keySet());
      try (NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        NDArray losses = Autograd.recording(() -> losses(stack, batch));
        try (Gradients gradients =
            Kernels.shared().gradients(losses, List.copyOf(stack.parameters().values()))) {
          expected = gradients.arrays(manager).stream().map(Numbers::of).toList();
        }
      }
      for (int parameter = 0; parameter < names.size(); parameter++) {
        checkParameter(stack, batch, names.get(parameter), expected.get(parameter));
      }
    }
  }

  private static void checkParameter(
      TrialStack stack, Batch batch, String name, double[] gradients) {
    NDArray parameter = stack.parameter(name);
    int size = gradients.length / stack.lanes().size();
    for (int element = 0; element < size; element++) {
      try (NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        double[] oneHot = new double[size];
        oneHot[element] = STEP;
        NDArray nudge =
            parameter.getManager().create(oneHot, parameter.getShape().slice(1)).expandDims(0);
        parameter.addi(nudge);
        double[] above = Numbers.of(losses(stack, batch));
        parameter.subi(nudge).subi(nudge);
        double[] below = Numbers.of(losses(stack, batch));
        parameter.addi(nudge);
        for (int lane = 0; lane < above.length; lane++) {
          double difference = (above[lane] - below[lane]) / (2 * STEP);
          double gradient = gradients[lane * size + element];
          assertThat(Math.abs(gradient - difference))
              .as(
                  "%s[%d] of lane %d: gradient %s, difference %s",
                  name, element, lane, gradient, difference)
              .isLessThan(TOLERANCE * Math.max(1, Math.abs(difference)));
        }
      }
    }
  }

  private record Batch(NDArray inputs, NDArray targets) {}

  private static NDArray losses(TrialStack stack, Batch batch) {
    NDArray logits = stack.trainingLogits(batch.inputs(), ROWS, ActivationRecorder.NONE);
    return Kernels.shared().crossEntropy(logits, batch.targets());
  }

  private static TrialStack stack(Architecture architecture, NDManager manager) {
    ScalingPlan plan =
        ScalingPlan.of(
            RuleSet.named("maximal-update"),
            OptimizerKind.ADAM,
            WeightDecayRule.INDEPENDENT,
            architecture.parameters().stream().map(ParameterSpec::declaration).toList(),
            architecture.multipliers());
    List<Lane> lanes =
        List.of(
            new Lane(1, RoleFactors.uniform(2), 1.5, 3, 2), new Lane(2, RoleFactors.NONE, 1, 1, 1));
    return TrialStack.create(architecture, plan, lanes, DataType.FLOAT64, manager);
  }

  private static Batch batch(Architecture architecture, TrialStack stack, NDManager manager) {
    int lanes = stack.lanes().size();
    Random random = new Random(5);
    int inputs = ROWS * architecture.input().inputsPerRow();
    int targets = ROWS * architecture.input().targetsPerRow();
    double[] values = new double[lanes * inputs];
    for (int i = 0; i < values.length; i++) {
      int lane = i / inputs;
      values[i] =
          architecture.input() instanceof DataShape.Tokens tokens
              ? random.nextInt(tokens.vocabulary()) + lane * tokens.vocabulary()
              : random.nextGaussian();
    }
    double[] classes = new double[lanes * targets];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = random.nextInt(architecture.input().targetClasses());
    }
    boolean tokens = architecture.input() instanceof DataShape.Tokens;
    return new Batch(
        tokens
            ? manager.create(values, new Shape(lanes, inputs)).toType(DataType.INT64, false)
            : manager.create(values, new Shape(lanes, ROWS, inputs / ROWS)),
        manager.create(classes, new Shape(lanes, targets)).toType(DataType.INT64, false));
  }

  private static Architecture mlp(Activation activation) {
    return new Mlp(
        new DataShape.Images(1, 2, 2, 3),
        List.of(new InfDim.Infinite(2, 6), new InfDim.Infinite(2, 4)),
        activation,
        true,
        false);
  }

  private static Architecture convNet(boolean norm) {
    return new ConvNet(
        new DataShape.Images(2, 5, 4, 3),
        List.of(new InfDim.Infinite(2, 3), new InfDim.Infinite(2, 4)),
        new InfDim.Infinite(2, 3),
        Activation.GELU,
        !norm,
        norm,
        false);
  }

  private static Architecture transformer(
      int keyValueHeads,
      StackedNorm.Kind norm,
      FeedForward.Kind feedForward,
      RotaryPositions positions,
      boolean tied,
      String projections) {
    return new Transformer(
        new DataShape.Tokens(5, 3),
        1,
        new TransformerSize(6, 2, keyValueHeads, 4, 5),
        new TransformerSize(2, 2, keyValueHeads, 2, 3),
        true,
        new TransformerOptions(
            norm,
            feedForward,
            positions,
            tied,
            true,
            true,
            false,
            false,
            1,
            QueryKeyValue.Form.valueOf(projections)));
  }
}
