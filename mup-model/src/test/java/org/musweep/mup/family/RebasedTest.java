package org.musweep.mup.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.musweep.mup.block.Activation;
import org.musweep.mup.data.DataShape;
import org.musweep.mup.law.WeightDecayRule;
import org.musweep.mup.parametrization.MultiplierSite;
import org.musweep.mup.parametrization.OptimizerKind;
import org.musweep.mup.parametrization.RuleSet;
import org.musweep.mup.parametrization.ScalingPlan;
import org.musweep.mup.shape.BaseShape;
import org.musweep.mup.shape.BaseShapeFile;
import org.musweep.mup.shape.BaseShapes;
import org.musweep.mup.shape.InfDim;
import org.musweep.mup.shape.WidthBasis;
import org.musweep.mup.stack.Architecture;
import org.musweep.mup.stack.ForwardPass;
import org.musweep.mup.stack.Initialization;
import org.musweep.mup.stack.Lane;
import org.musweep.mup.stack.ParameterSpec;
import org.musweep.mup.stack.TrialStack;

class RebasedTest {

  private static final DataShape.Tokens TEXT = new DataShape.Tokens(11, 6);
  private static final DataShape.Images PICTURES = new DataShape.Images(1, 3, 3, 4);

  @Test
  void baseAndDeltaSayTheSameAsTheFamilyItself() {
    for (boolean fixedHeads : List.of(true, false)) {
      Architecture own = transformer(32, 8, fixedHeads);
      BaseShapes base =
          BaseShapes.of(
              Rebased.sizes(transformer(8, 8, fixedHeads)),
              Rebased.sizes(transformer(16, 8, fixedHeads)));
      assertSame(Rebased.of(own, base), own);
      assertSame(Rebased.of(own, BaseShapeFile.parse("b", BaseShapeFile.text(base))), own);
      // built without knowing its base
      assertSame(Rebased.of(transformer(32, 32, fixedHeads), base), own);
    }
  }

  @Test
  void widthBasisSaysTheSameAsTheFamilyItself() {
    Architecture own = mlp(94, 47);
    BaseShapes base = new WidthBasis(47).baseShapes(Rebased.sizes(mlp(47, 47)));
    assertSame(Rebased.of(mlp(94, 94), base), own);
  }

  @Test
  void dimensionThatTheBaseShapesCallFiniteHasNoFactor() {
    BaseShapes onlyTheSecond =
        BaseShapes.of(Rebased.sizes(uneven(32, 8)), Rebased.sizes(uneven(32, 16)));
    Architecture own = mlp(32, 8);
    Architecture rebased = Rebased.of(own, onlyTheSecond);
    assertThat(plan(own).scaling("fc_2.weight").learningRate()).isEqualTo(0.25);
    assertThat(plan(rebased).scaling("fc_2.weight").learningRate()).isEqualTo(1);
    assertThat(plan(rebased).multiplier(TrialStack.READOUT_SITE)).isEqualTo(0.25);
    // its fan-in is the same in the base model, where it is 32 and not 8
    assertThat(rebased.parameters().get(2).initialization())
        .isEqualTo(new Initialization.Normal(Math.sqrt(2) / Math.sqrt(8) * 0.5));
  }

  @Test
  void widthThatTheBaseShapesForgetIsRefused() {
    BaseShapes onlyTheFirst =
        BaseShapes.of(Rebased.sizes(uneven(8, 32)), Rebased.sizes(uneven(16, 32)));
    assertThatThrownBy(() -> Rebased.of(mlp(32, 8), onlyTheFirst))
        .hasMessageContaining("Invalid parameter fc_2.weight")
        .hasMessageContaining("maps a width to a finite dimension");
    assertThatThrownBy(() -> Rebased.of(mlp(64, 8), onlyTheFirst))
        .hasMessageContaining("dimension 0 of fc_2.weight is 64 here and 32 in the base model");
  }

  @Test
  void everyUnexplainedDifferenceIsRefusedByName() {
    BaseShapes base = BaseShapes.of(Rebased.sizes(mlp(8, 8)), Rebased.sizes(mlp(16, 8)));
    Architecture otherInput =
        Mlp.ofWidth(new DataShape.Images(1, 3, 4, 4), 32, 8, 2, Activation.RELU);
    assertThatThrownBy(() -> Rebased.of(otherInput, base))
        .hasMessageContaining("dimension 1 of fc_1.weight is 12 here and 9 in the base model");
    Architecture deeper = Mlp.ofWidth(PICTURES, 32, 8, 3, Activation.RELU);
    assertThatThrownBy(() -> Rebased.of(deeper, base))
        .hasMessage("Cannot apply base shapes: only in the model: fc_3.weight, fc_3.bias");
    BaseShapes vocabulary =
        BaseShapeFile.parse(
            "b.bsh",
            BaseShapeFile.text(base).replace("readout.weight:\n- null", "readout.weight:\n- 4"));
    assertThatThrownBy(() -> Rebased.of(mlp(32, 8), vocabulary))
        .hasMessageContaining("Invalid parameter readout.weight")
        .hasMessageContaining("its fan-out (classes or the vocabulary) was taken for a width");
  }

  @Test
  void headsThatDoNotDivideTheBaseAreRefused() {
    BaseShapes odd =
        BaseShapeFile.parse(
            "b.bsh",
            BaseShapeFile.text(
                    BaseShapes.of(
                        Rebased.sizes(transformer(8, 8, true)),
                        Rebased.sizes(transformer(16, 8, true))))
                .replace("out.weight:\n- 8\n- 8", "out.weight:\n- 8\n- 9"));
    assertThatThrownBy(() -> Rebased.of(transformer(32, 8, true), odd))
        .hasMessageContaining(
            "the base size 9 of dimension 1 of blocks.0.attn.out.weight is no multiple of the 2"
                + " heads");
  }

  @Test
  void nothingOfTheArchitectureIsForgotten() throws NoSuchMethodException {
    for (Method method : Architecture.class.getMethods()) {
      assertThat(Rebased.class.getMethod(method.getName(), method.getParameterTypes()))
          .extracting(Method::getDeclaringClass)
          .isEqualTo(Rebased.class);
    }
  }

  @Test
  @Tag("djl")
  void orderOfParametersAndShapesDoesNotMatter() {
    Architecture own = transformer(16, 8, true);
    BaseShapes base =
        BaseShapes.of(
            Rebased.sizes(transformer(8, 8, true)), Rebased.sizes(transformer(16, 8, true)));
    List<BaseShape> reversed = new ArrayList<>(base.parameters());
    Collections.reverse(reversed);
    Architecture shuffled = new Shuffled(Rebased.of(own, new BaseShapes(reversed)));
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      Map<String, NDArray> expected = stack(own, manager).parameters();
      Map<String, NDArray> found = stack(shuffled, manager).parameters();
      assertThat(List.copyOf(found.keySet())).isNotEqualTo(List.copyOf(expected.keySet()));
      assertThat(found.keySet()).isEqualTo(expected.keySet());
      expected.forEach(
          (name, values) ->
              assertThat(found.get(name).toDoubleArray())
                  .as(name)
                  .isEqualTo(values.toDoubleArray()));
    }
    for (ParameterSpec spec : own.parameters()) {
      assertThat(plan(shuffled).scaling(spec.name())).isEqualTo(plan(own).scaling(spec.name()));
    }
  }

  private static TrialStack stack(Architecture architecture, NDManager manager) {
    return TrialStack.create(
        architecture, plan(architecture), List.of(Lane.ofSeed(3)), DataType.FLOAT64, manager);
  }

  private static void assertSame(Architecture found, Architecture expected) {
    assertThat(found.multipliers()).isEqualTo(expected.multipliers());
    assertThat(found.parameters()).hasSameSizeAs(expected.parameters());
    for (int i = 0; i < expected.parameters().size(); i++) {
      assertThat(found.parameters().get(i).declaration())
          .isEqualTo(expected.parameters().get(i).declaration());
      assertThat(found.parameters().get(i).initialization())
          .usingRecursiveComparison()
          .withComparatorForType(
              (a, b) -> Math.abs(a - b) < 1e-15 ? 0 : Double.compare(a, b), Double.class)
          .isEqualTo(expected.parameters().get(i).initialization());
    }
  }

  private static ScalingPlan plan(Architecture architecture) {
    return ScalingPlan.of(
        RuleSet.named("maximal-update"),
        OptimizerKind.ADAM,
        WeightDecayRule.INDEPENDENT,
        architecture.parameters().stream().map(ParameterSpec::declaration).toList(),
        architecture.multipliers());
  }

  private static Architecture mlp(int width, int baseWidth) {
    return Mlp.ofWidth(PICTURES, width, baseWidth, 2, Activation.RELU);
  }

  private static Architecture uneven(int first, int second) {
    return new Mlp(
        PICTURES,
        List.of(InfDim.finite(first), InfDim.finite(second)),
        Activation.RELU,
        true,
        false);
  }

  private static Architecture transformer(int width, int baseWidth, boolean fixedHeads) {
    return new Transformer(
        TEXT,
        1,
        size(width, fixedHeads),
        size(baseWidth, fixedHeads),
        fixedHeads,
        TransformerOptions.DEFAULTS);
  }

  private static TransformerSize size(int width, boolean fixedHeads) {
    return fixedHeads
        ? new TransformerSize(width, 2, 2, width / 2, 3 * width)
        : TransformerSize.ofHeadSize(width, 4, 3);
  }

  /** The same architecture with its parameters in another order. */
  private record Shuffled(Architecture architecture) implements Architecture {
    @Override
    public String family() {
      return architecture.family();
    }

    @Override
    public DataShape input() {
      return architecture.input();
    }

    @Override
    public List<ParameterSpec> parameters() {
      List<ParameterSpec> shuffled = new ArrayList<>(architecture.parameters());
      Collections.shuffle(shuffled, new Random(5));
      return shuffled;
    }

    @Override
    public List<MultiplierSite> multipliers() {
      return architecture.multipliers();
    }

    @Override
    public NDArray logits(ForwardPass pass, NDArray inputs, int rows) {
      return architecture.logits(pass, inputs, rows);
    }
  }
}
