package org.musweep.mup.parametrization;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;
import org.musweep.mup.law.WeightDecayRule;
import org.musweep.mup.optimizer.LearningRateSchedule;
import org.musweep.mup.optimizer.OptimizerSettings;
import org.musweep.mup.shape.BaseShapes;
import org.musweep.mup.shape.InfDim;
import org.musweep.mup.shape.InfShape;
import org.musweep.mup.shape.ParameterSizes;
import org.musweep.mup.testing.ReferenceFixtures;

/** Mistakes that must be refused, and what must not be. */
class ErrorsParityTest {

  private static final InfDim WIDTH = InfDim.infinite(16, 32);
  private static final InfShape MATRIX = InfShape.of(WIDTH, WIDTH);
  private static final InfShape CUBE = InfShape.of(WIDTH, WIDTH, WIDTH);

  /** The mistakes that can be made here; each throws if it is refused. */
  private static final Map<String, Consumer<JsonNode>> CASES =
      Map.ofEntries(
          Map.entry("names_differ", ErrorsParityTest::namesDiffer),
          Map.entry("hidden_to_finite_linear", ErrorsParityTest::hiddenToFinite),
          Map.entry("optimizer_without_base_shapes_MuSGD", s -> undeclared(OptimizerKind.SGD)),
          Map.entry("optimizer_without_base_shapes_MuAdam", s -> undeclared(OptimizerKind.ADAM)),
          Map.entry("optimizer_without_base_shapes_MuAdamW", s -> undeclared(OptimizerKind.ADAMW)),
          Map.entry("missing_lr_MuSGD", s -> withoutLearningRate()),
          Map.entry("missing_lr_MuAdam", s -> withoutLearningRate()),
          Map.entry("missing_lr_MuAdamW", s -> withoutLearningRate()),
          Map.entry("three_infinite_dims_MuSGD", s -> threeWidths(OptimizerKind.SGD)),
          Map.entry("three_infinite_dims_MuAdam", s -> threeWidths(OptimizerKind.ADAM)),
          Map.entry("three_infinite_dims_MuAdamW", s -> threeWidths(OptimizerKind.ADAMW)),
          Map.entry(
              "init_nonzero_mean_two_inf",
              s -> new NormalInitializer(0.5, 0.02).distribution(MATRIX)),
          Map.entry(
              "init_asymmetric_uniform_two_inf",
              s -> new UniformInitializer(0, 1).distribution(MATRIX)),
          Map.entry("init_ones_two_inf", s -> new OnesInitializer().distribution(MATRIX)),
          Map.entry("init_eye_two_inf", s -> new IdentityInitializer().distribution(MATRIX)),
          Map.entry(
              "init_nonzero_mean_no_inf",
              s -> new NormalInitializer(0.5, 0.02).distribution(InfShape.finite(3, 4))),
          Map.entry(
              "init_ones_no_inf", s -> new OnesInitializer().distribution(InfShape.finite(3, 4))),
          Map.entry(
              "init_xavier_three_inf",
              s -> new XavierInitializer(Spread.NORMAL, 1).distribution(CUBE)),
          Map.entry(
              "init_xavier_vector",
              s -> new XavierInitializer(Spread.NORMAL, 1).distribution(InfShape.of(WIDTH))),
          Map.entry("shared_readout_default_bias", ErrorsParityTest::sharedReadoutWithBias),
          Map.entry("rank_mismatch", ErrorsParityTest::rankMismatch),
          Map.entry("equality_of_different_ranks", s -> differentRanksDiffer()),
          Map.entry("data_parallel_prefix", ErrorsParityTest::wrapperPrefix),
          Map.entry("finite_dim_changed_without_delta", ErrorsParityTest::outputTakenForWidth),
          Map.entry("delta_forgets_a_width", ErrorsParityTest::deltaForgetsWidth));

  /** Mistakes that cannot be made here: each shows why. */
  private static final Map<String, Consumer<JsonNode>> IMPOSSIBLE =
      Map.of(
          "hidden_to_finite_linear_no_assert", s -> finiteOutputOfAReadout(),
          "rescale_twice", s -> scalingTwiceIsScalingOnce(),
          "rescale_once_then_not", s -> scalingTwiceIsScalingOnce(),
          "rescale_twice_no_bias_no_readout", s -> scalingTwiceIsScalingOnce(),
          "deepcopy", s -> shapesAreValues(),
          "adamw_default_weight_decay", ErrorsParityTest::weightDecayIsZeroUnlessGiven);

  @Test
  void mistakesAreRefusedAndNothingElse() {
    ReferenceFixtures.checkCases(
        "errors.json",
        (document, fixture) -> {
          String id = fixture.path("id").asText();
          if (IMPOSSIBLE.containsKey(id)) {
            IMPOSSIBLE.get(id).accept(fixture);
          } else {
            assertThat(CASES).as("checks").containsKey(id);
            checkCase(id, fixture);
          }
          return 1;
        });
  }

  private static void checkCase(String id, JsonNode fixture) {
    Throwable refusal =
        ThrowableAssert.catchThrowable(() -> CASES.get(id).accept(fixture.path("setup")));
    if (fixture.path("should_reject").asBoolean()) {
      assertThat(refusal).as(id).isInstanceOf(IllegalArgumentException.class);
    } else {
      assertThat(refusal).as(id).isNull();
    }
  }

  private static void namesDiffer(JsonNode setup) {
    ParameterSizes both = ParameterSizes.of("a.weight", 16, 16);
    List<ParameterSizes> target = new ArrayList<>(List.of(both));
    for (String name : texts(setup.path("target_only"))) {
      target.add(ParameterSizes.of(name, 16));
    }
    try {
      BaseShapes.withoutWidths(List.of(both)).apply(target);
    } catch (IllegalArgumentException e) {
      assertThat(e)
          .hasMessageContainingAll(texts(setup.path("target_only")).toArray(String[]::new));
      throw e;
    }
  }

  private static void hiddenToFinite(JsonNode setup) {
    List<Integer> layer = arguments(setup.path("layer").asText());
    List<Integer> base = arguments(setup.path("base").asText());
    assertThat(layer.get(1)).isEqualTo(base.get(1));
    new ParameterDeclaration(
        "layer.weight",
        ParameterRole.HIDDEN_WEIGHT,
        InfShape.of(InfDim.finite(layer.get(1)), InfDim.infinite(base.get(0), layer.get(0))));
  }

  private static void undeclared(OptimizerKind optimizer) {
    plan(optimizer, List.of()).scaling("a.weight");
  }

  private static void threeWidths(OptimizerKind optimizer) {
    plan(optimizer, List.of(new ParameterDeclaration("t", ParameterRole.HIDDEN_WEIGHT, CUBE)));
  }

  private static void withoutLearningRate() {
    OptimizerSettings.ofLearningRate(Double.NaN, LearningRateSchedule.constant(1));
  }

  /** The check cannot be turned off, and need not be: such a layer is declared a readout. */
  private static void finiteOutputOfAReadout() {
    InfShape shape = InfShape.of(InfDim.finite(11), WIDTH);
    new ParameterDeclaration("layer.weight", ParameterRole.READOUT_WEIGHT, shape);
  }

  /** Nothing is rescaled in place: factors are values, whoever asks how often. */
  private static void scalingTwiceIsScalingOnce() {
    List<ParameterDeclaration> model =
        List.of(new ParameterDeclaration("w", ParameterRole.HIDDEN_WEIGHT, MATRIX));
    ScalingPlan plan = plan(OptimizerKind.ADAM, model);
    assertThat(plan(OptimizerKind.ADAM, model)).isEqualTo(plan);
  }

  /** Shapes are attached to no tensor that a copy could lose them with. */
  private static void shapesAreValues() {
    assertThat(new InfShape(MATRIX.dims())).isEqualTo(MATRIX);
  }

  private static void weightDecayIsZeroUnlessGiven(JsonNode fixture) {
    assertThat(
            OptimizerSettings.ofLearningRate(0.1, LearningRateSchedule.constant(1)).weightDecay())
        .isEqualTo(fixture.path("result").path("mu_default").asDouble());
  }

  private static void sharedReadoutWithBias(JsonNode setup) {
    InfDim vocabulary = InfDim.finite(setup.path("vocab").asInt());
    InfDim size = InfDim.infinite(setup.path("d_model").asInt(), setup.path("d_model").asInt());
    plan(
        OptimizerKind.ADAMW,
        List.of(
            new ParameterDeclaration(
                "tok_emb.weight", ParameterRole.EMBEDDING, InfShape.of(vocabulary, size)),
            new ParameterDeclaration("readout.bias", ParameterRole.BIAS, InfShape.of(vocabulary))));
  }

  private static void rankMismatch(JsonNode setup) {
    BaseShapes.withoutDelta(List.of(new ParameterSizes("a", sizes(setup.path("base")))))
        .apply(List.of(new ParameterSizes("a", sizes(setup.path("target")))));
  }

  private static void differentRanksDiffer() {
    assertThat(InfShape.of(WIDTH)).isNotEqualTo(MATRIX);
  }

  private static void wrapperPrefix(JsonNode setup) {
    List<String> names = texts(setup.path("target_names"));
    BaseShapes bases =
        BaseShapes.withoutDelta(
            texts(setup.path("base_names")).stream().map(n -> ParameterSizes.of(n, 16)).toList());
    assertThat(bases.apply(names.stream().map(n -> ParameterSizes.of(n, 32)).toList()).keySet())
        .containsExactlyElementsOf(names);
  }

  private static void outputTakenForWidth(JsonNode setup) {
    BaseShapes bases =
        BaseShapes.withoutDelta(
            List.of(ParameterSizes.of("readout.weight", setup.path("base_d_out").asInt(), 16)));
    bases
        .apply(List.of(ParameterSizes.of("readout.weight", setup.path("target_d_out").asInt(), 32)))
        .forEach(
            (name, shape) -> new ParameterDeclaration(name, ParameterRole.READOUT_WEIGHT, shape));
  }

  private static void deltaForgetsWidth(JsonNode setup) {
    BaseShapes bases =
        BaseShapes.of(mlp(sizes(setup.path("base"))), mlp(sizes(setup.path("delta"))));
    try {
      bases.apply(mlp(sizes(setup.path("target"))));
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("of fc_1.weight is ");
      throw e;
    }
  }

  private static List<ParameterSizes> mlp(List<Integer> hidden) {
    return List.of(
        ParameterSizes.of("fc_1.weight", hidden.get(0), 7),
        ParameterSizes.of("fc_2.weight", hidden.get(1), hidden.get(0)));
  }

  private static ScalingPlan plan(OptimizerKind optimizer, List<ParameterDeclaration> parameters) {
    return ScalingPlan.of(
        RuleSet.named("maximal-update"),
        optimizer,
        WeightDecayRule.INDEPENDENT,
        parameters,
        List.of());
  }

  /** The numbers of {@code Linear(32,11)}. */
  private static List<Integer> arguments(String layer) {
    String inner = layer.substring(layer.indexOf('(') + 1, layer.indexOf(')'));
    return Arrays.stream(inner.split(",", -1)).map(String::strip).map(Integer::valueOf).toList();
  }

  private static List<Integer> sizes(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asInt).toList();
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
