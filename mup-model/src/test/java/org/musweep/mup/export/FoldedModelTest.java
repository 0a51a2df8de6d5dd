package org.musweep.mup.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.musweep.mup.block.Activation;
import org.musweep.mup.block.FeedForward;
import org.musweep.mup.block.QueryKeyValue;
import org.musweep.mup.block.RotaryPositions;
import org.musweep.mup.block.StackedNorm;
import org.musweep.mup.data.DataShape;
import org.musweep.mup.family.ConvNet;
import org.musweep.mup.family.Mlp;
import org.musweep.mup.family.Rebased;
import org.musweep.mup.family.Transformer;
import org.musweep.mup.family.TransformerOptions;
import org.musweep.mup.family.TransformerSize;
import org.musweep.mup.law.WeightDecayRule;
import org.musweep.mup.parametrization.OptimizerKind;
import org.musweep.mup.parametrization.RuleSet;
import org.musweep.mup.parametrization.ScalingPlan;
import org.musweep.mup.shape.BaseShapes;
import org.musweep.mup.stack.ActivationRecorder;
import org.musweep.mup.stack.Architecture;
import org.musweep.mup.stack.Lane;
import org.musweep.mup.stack.ParameterSpec;
import org.musweep.mup.stack.RoleFactors;
import org.musweep.mup.stack.TrialStack;

@Tag("djl")
class FoldedModelTest {

  private static final DataShape.Images PICTURES = new DataShape.Images(1, 4, 4, 5);
  private static final DataShape.Tokens TEXT = new DataShape.Tokens(11, 6);
  private static final Lane LANE = new Lane(3, RoleFactors.NONE, 1.7, 2.3, 0.6);

  private final NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void plainMlpGivesTheSameOutputs() throws IOException {
    Architecture trained = Mlp.ofWidth(PICTURES, 48, 16, 2, Activation.RELU);
    TrialStack stack = stack(trained);
    NDArray inputs = manager.randomNormal(new Shape(7, 16), DataType.FLOAT64);
    NDArray expected = stack.logits(inputs.expandDims(0), 7, ActivationRecorder.NONE).get(0);
    try (FoldedModel folded = fold(stack)) {
      assertNear(new PlainModel(folded.weights()).mlp(attached(inputs, folded), 2), expected);
      assertThat(folded.folds())
          .containsExactly(
              new Fold("fc_1.weight", "fc_1.weight", 0, 1.7, "input"),
              new Fold("readout.weight", "readout.weight", 0, 0.6 * (16.0 / 48), "readout"));
    }
  }

  @Test
  void plainTransformerGivesTheSameOutputsAlsoOfATiedOne() throws IOException {
    for (boolean fixedHeads : List.of(true, false)) {
      for (boolean tied : List.of(true, false)) {
        Architecture trained = transformer(fixedHeads, tied, RotaryPositions.NONE);
        TrialStack stack = stack(trained);
        long[] tokens = new Random(1).longs(18, 0, 11).toArray();
        NDArray inputs = manager.create(tokens, new Shape(1, 18));
        NDArray expected = stack.logits(inputs, 3, ActivationRecorder.NONE).get(0);
        try (FoldedModel folded = fold(stack)) {
          NDArray rows = attached(inputs.reshape(3, 6), folded);
          NDArray found = new PlainModel(folded.weights()).gpt(rows, 2, fixedHeads ? 2 : 4);
          assertNear(found.reshape(18, 11), expected);
          assertThat(folded.weights()).containsKey("readout.weight");
        }
      }
    }
  }

  static Stream<Architecture> others() {
    Transformer rotary = (Transformer) transformer(true, true, RotaryPositions.STANDARD);
    return Stream.of(
        rotary,
        Rebased.of(rotary, BaseShapes.withoutWidths(Rebased.sizes(rotary))),
        new Transformer(
            TEXT,
            1,
            new TransformerSize(24, 4, 2, 6, 30),
            new TransformerSize(12, 4, 2, 3, 15),
            true,
            new TransformerOptions(
                StackedNorm.Kind.RMS,
                FeedForward.Kind.SWIGLU,
                RotaryPositions.STANDARD,
                false,
                true,
                true,
                false,
                false,
                0.5,
                QueryKeyValue.Form.SEPARATE)),
        withNorm(ConvNet.ofWidth(PICTURES, 8, 4, 2, Activation.RELU)));
  }

  private static Architecture withNorm(ConvNet net) {
    return new ConvNet(
        net.input(), net.channels(), net.hidden(), net.activation(), false, true, false);
  }

  @ParameterizedTest
  @MethodSource("others")
  void everyFamilyAgreesWithItsOwnPlainForm(Architecture trained) throws IOException {
    try (FoldedModel folded = fold(stack(trained))) {
      assertThat(folded.difference()).isLessThan(1e-6).isPositive();
      assertThat(folded.weights().keySet()).noneMatch(name -> name.endsWith("running_share"));
    }
  }

  @Test
  void writtenWeightsAreReadBack() throws IOException {
    try (FoldedModel folded = fold(stack(Mlp.ofWidth(PICTURES, 8, 4, 1, Activation.TANH)))) {
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      folded.write(file);
      NDList read = NDList.decode(manager, new ByteArrayInputStream(file.toByteArray()));
      assertThat(read.stream().map(NDArray::getName))
          .containsExactlyInAnyOrderElementsOf(folded.weights().keySet());
      for (NDArray array : read) {
        assertThat(array.toFloatArray())
            .isEqualTo(folded.weights().get(array.getName()).toFloatArray());
      }
    }
  }

  @Test
  void stateOfAnotherArchitectureIsRefusedByName() throws IOException {
    Architecture narrow = Mlp.ofWidth(PICTURES, 8, 4, 2, Activation.RELU);
    Architecture wide = Mlp.ofWidth(PICTURES, 16, 4, 1, Activation.RELU);
    byte[] state = state(stack(narrow));
    assertThatThrownBy(
            () -> FoldedModel.of(wide, plan(wide), LANE, new ByteArrayInputStream(state)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Cannot fold a model of another architecture")
        .hasMessageContaining("fc_1.weight is (8, 16) (must be (16, 16))")
        .hasMessageContaining("the model has no fc_2.weight");
  }

  @Test
  void foldThatDoesNotAgreeIsRefused() throws IOException {
    Architecture architecture = Mlp.ofWidth(PICTURES, 8, 4, 1, Activation.RELU);
    TrialStack stack = stack(architecture);
    try (FoldedModel folded = fold(stack)) {
      assertThatThrownBy(
              () ->
                  Comparison.difference(
                      architecture,
                      plan(architecture),
                      Lane.ofSeed(3),
                      folded.weights(),
                      folded.weights()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("Cannot fold the multipliers of this model: outputs differ by ");
    }
  }

  private static Architecture transformer(
      boolean fixedHeads, boolean tied, RotaryPositions positions) {
    return new Transformer(
        TEXT,
        2,
        fixedHeads ? new TransformerSize(24, 2, 2, 12, 40) : TransformerSize.ofHeadSize(24, 6, 2),
        fixedHeads ? new TransformerSize(8, 2, 2, 4, 20) : TransformerSize.ofHeadSize(12, 6, 2),
        fixedHeads,
        new TransformerOptions(
            StackedNorm.Kind.LAYER,
            FeedForward.Kind.GELU,
            positions,
            tied,
            true,
            true,
            false,
            false,
            0.5));
  }

  /** Random everywhere, biases, gains and statistics too, so that nothing can be forgotten. */
  private TrialStack stack(Architecture architecture) {
    TrialStack stack =
        TrialStack.create(
            architecture, plan(architecture), List.of(LANE), DataType.FLOAT64, manager);
    stack
        .parameters()
        .forEach((name, array) -> stack.setParameter(name, 0, singlePrecision(array.get(0))));
    stack.buffers().values().forEach(buffer -> buffer.addi(0.5));
    return stack;
  }

  private NDArray singlePrecision(NDArray array) {
    NDArray noise = manager.randomNormal(array.getShape(), DataType.FLOAT32).mul(0.1f);
    return array.toType(DataType.FLOAT32, false).add(noise).toType(DataType.FLOAT64, false);
  }

  private FoldedModel fold(TrialStack stack) throws IOException {
    return FoldedModel.of(
        stack.architecture(), stack.plan(), LANE, new ByteArrayInputStream(state(stack)));
  }

  private static byte[] state(TrialStack stack) throws IOException {
    NDList list = new NDList();
    Stream.of(stack.parameters(), stack.buffers())
        .flatMap(arrays -> arrays.entrySet().stream())
        .forEach(
            entry -> {
              NDArray own = entry.getValue().get(new NDIndex("0")).duplicate();
              own.setName(entry.getKey());
              list.add(own);
            });
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    list.encode(bytes, NDList.Encoding.SAFETENSORS);
    return bytes.toByteArray();
  }

  private static NDArray attached(NDArray array, FoldedModel folded) {
    NDArray copy = array.duplicate();
    copy.attach(folded.weights().values().iterator().next().getManager());
    return copy;
  }

  private static ScalingPlan plan(Architecture architecture) {
    return ScalingPlan.of(
        RuleSet.named("maximal-update"),
        OptimizerKind.ADAM,
        WeightDecayRule.INDEPENDENT,
        architecture.parameters().stream().map(ParameterSpec::declaration).toList(),
        architecture.multipliers());
  }

  private static void assertNear(NDArray found, NDArray expected) {
    double scale = expected.abs().max().getDouble();
    double difference = found.sub(expected).abs().max().getDouble();
    assertThat(found.getShape()).isEqualTo(expected.getShape());
    assertThat(difference / scale).isLessThan(1e-6);
  }
}
