package org.musweep.mup.parametrization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.musweep.mup.testing.ReferenceFixtures.assertClose;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.musweep.mup.law.WeightDecayRule;
import org.musweep.mup.shape.BaseShapes;
import org.musweep.mup.shape.InfDim;
import org.musweep.mup.shape.InfShape;
import org.musweep.mup.shape.ParameterSizes;
import org.musweep.mup.shape.WidthBasis;
import org.musweep.mup.testing.ReferenceFixtures;

/**
 * Widths by divisibility: what cloneofsimo/ezmup gets right, agreed with; what it gets wrong, one
 * test each.
 */
class WidthBasisParityTest {

  private static final int BASIS = 47;

  /** A model of everything that library cannot do, built on the basis. */
  private static final List<ParameterSizes> MODEL =
      List.of(
          ParameterSizes.of("emb.weight", 50, BASIS),
          ParameterSizes.of("conv.weight", 2 * BASIS, BASIS, 3, 3),
          ParameterSizes.of("conv.bias", 2 * BASIS),
          ParameterSizes.of("norm.weight", BASIS),
          ParameterSizes.of("hidden.weight", BASIS, BASIS),
          ParameterSizes.of("readout.weight", 10, BASIS));

  private static final Map<String, ParameterRole> ROLES =
      Map.of(
          "emb.weight", ParameterRole.EMBEDDING,
          "conv.weight", ParameterRole.HIDDEN_WEIGHT,
          "conv.bias", ParameterRole.BIAS,
          "norm.weight", ParameterRole.GAIN,
          "hidden.weight", ParameterRole.HIDDEN_WEIGHT,
          "readout.weight", ParameterRole.READOUT_WEIGHT);

  @Test
  void sizesAndEffectiveLearningRatesAreThatLibrarysWhereItIsRight() {
    ReferenceFixtures.check(
        "rules_ezmup.json",
        document -> {
          JsonNode cases = document.path("change_width");
          for (JsonNode fixture : cases) {
            checkSizes(fixture);
            checkRates(cases.get(0), fixture);
          }
          return cases.size();
        });
  }

  private static void checkSizes(JsonNode fixture) {
    WidthBasis basis = new WidthBasis(fixture.path("basis").asInt());
    List<ParameterSizes> built = sizes(fixture, basis.factor());
    assertThat(basis.resized(built, fixture.path("new_width").asInt()))
        .isEqualTo(sizes(fixture, fixture.path("new_width").asInt()));
  }

  /**
   * That library has no readout multiplier, so moving ours into the readout's weight, with it the
   * square of its factor into the learning rate, has to give the same rates. Biases are left out:
   * their rates there come from a division that drops the remainder.
   */
  private static void checkRates(JsonNode first, JsonNode fixture) {
    for (String name : List.of("fin.weight", "mid.weight", "fout.weight")) {
      assertClose(
          name + " at width " + fixture.path("new_width"),
          effectiveRate(name, fixture) / effectiveRate(name, first),
          fixture.path("lr_scaling").path(name).asDouble()
              / first.path("lr_scaling").path(name).asDouble());
    }
  }

  private static double effectiveRate(String name, JsonNode fixture) {
    WidthBasis basis = new WidthBasis(fixture.path("basis").asInt());
    int width = fixture.path("new_width").asInt();
    InfShape shape =
        basis.baseShapes(sizes(fixture, basis.factor())).apply(sizes(fixture, width)).get(name);
    boolean readout = name.equals("fout.weight");
    ParameterRole role =
        readout
            ? ParameterRole.READOUT_WEIGHT
            : shape.infiniteCount() == 2 ? ParameterRole.HIDDEN_WEIGHT : ParameterRole.INPUT_WEIGHT;
    double rate =
        RuleSet.named("maximal-update")
            .scaling(
                new ParameterDeclaration(name, role, shape),
                OptimizerKind.SGD,
                WeightDecayRule.CONSTANT)
            .learningRate();
    return readout ? rate / Math.pow(shape.widthMultiplier(), 2) : rate;
  }

  @Test
  void embeddingHasAWidth() {
    assertThat(shape("emb.weight", 94))
        .isEqualTo(InfShape.of(InfDim.finite(50), InfDim.infinite(BASIS, 94)));
    assertThat(plan(94, OptimizerKind.ADAM).scaling("emb.weight"))
        .isEqualTo(ParameterScaling.atBaseWidth());
  }

  @Test
  void gainStaysOneAndIsNotDrawnAnew() {
    assertThat(new OnesInitializer().distribution(shape("norm.weight", 94)))
        .isEqualTo(new InitialDistribution.Constant(1));
    assertThat(plan(94, OptimizerKind.ADAM).scaling("norm.weight").initStd()).isEqualTo(1);
  }

  @Test
  void layerNeedsNoBias() {
    assertThat(plan(94, OptimizerKind.SGD).scaling("hidden.weight").learningRate()).isEqualTo(1);
  }

  @Test
  void widthMayBeBelowTheBasis() {
    assertThat(shape("conv.bias", 16).widthMultiplier()).isEqualTo(16.0 / BASIS);
    assertThat(plan(16, OptimizerKind.SGD).scaling("conv.bias").learningRate())
        .isEqualTo(16.0 / BASIS);
  }

  @Test
  void everyParameterHasItsFactorsAtTheBasisItself() {
    ScalingPlan plan = plan(BASIS, OptimizerKind.ADAM);
    assertThat(plan.parameters()).hasSize(MODEL.size());
    assertThat(plan.parameters())
        .allSatisfy(p -> assertThat(p.scaling()).isEqualTo(ParameterScaling.atBaseWidth()));
  }

  @Test
  void fanInOfAConvolutionIsChannelsTimesKernel() {
    InfShape shape = shape("conv.weight", 64);
    assertThat(shape.fanIn()).isEqualTo(InfDim.infinite(BASIS, 64));
    assertThat(FanMode.FAN_IN.fan(shape)).isEqualTo(64.0 * 9);
  }

  @Test
  void multiplierOfABiasIsNotRoundedDown() {
    assertThat(shape("conv.bias", 64).widthMultiplier()).isEqualTo(64.0 / BASIS);
  }

  @Test
  void adamHasFactorsOfItsOwn() {
    assertThat(plan(94, OptimizerKind.ADAM).scaling("hidden.weight").learningRate()).isEqualTo(0.5);
    assertThat(plan(94, OptimizerKind.ADAM).scaling("conv.bias").learningRate()).isEqualTo(1);
    assertThat(plan(94, OptimizerKind.SGD).scaling("conv.bias").learningRate()).isEqualTo(2);
  }

  @Test
  void sizeThatHappensToBeDivisibleIsRefusedByName() {
    List<ParameterSizes> model = new ArrayList<>(MODEL);
    model.set(0, ParameterSizes.of("emb.weight", 2 * BASIS, BASIS));
    Map<String, InfShape> shapes = new WidthBasis(BASIS).baseShapes(model).apply(model);
    assertThatThrownBy(
            () ->
                new ParameterDeclaration(
                    "emb.weight", ParameterRole.EMBEDDING, shapes.get("emb.weight")))
        .hasMessage(
            "Invalid parameter emb.weight: role embedding with shape [94/94, 47/47]: its entries"
                + " (the vocabulary or the number of positions) was taken for a width: base 94,"
                + " here 94");
  }

  @Test
  void weightDecayReadoutAndAttentionAreScaledToo() {
    ScalingPlan plan = plan(94, OptimizerKind.ADAMW);
    assertThat(plan.scaling("hidden.weight").weightDecay()).isEqualTo(2);
    assertThat(plan.multiplier("readout")).isEqualTo(0.5);
    assertThat(plan.multiplier("attention")).isEqualTo(0.5);
  }

  private static InfShape shape(String name, int width) {
    return shapes(width).get(name);
  }

  private static Map<String, InfShape> shapes(int width) {
    WidthBasis basis = new WidthBasis(BASIS);
    BaseShapes base = basis.baseShapes(MODEL);
    return base.apply(basis.resized(MODEL, width));
  }

  private static ScalingPlan plan(int width, OptimizerKind optimizer) {
    Map<String, InfShape> shapes = shapes(width);
    InfDim last = shapes.get("readout.weight").fanIn();
    return ScalingPlan.of(
        RuleSet.named("maximal-update"),
        optimizer,
        WeightDecayRule.INDEPENDENT,
        MODEL.stream()
            .map(p -> new ParameterDeclaration(p.name(), ROLES.get(p.name()), shapes.get(p.name())))
            .toList(),
        List.of(
            new MultiplierSite("readout", SiteKind.READOUT, last),
            new MultiplierSite("attention", SiteKind.ATTENTION, last)));
  }

  /** The reference's model: {@code fin} 11 to w, {@code mid} w to 2w, {@code fout} 2w to 6. */
  private static List<ParameterSizes> sizes(JsonNode fixture, int width) {
    double scale = (double) width / fixture.path("new_width").asInt();
    List<ParameterSizes> sizes = new ArrayList<>();
    fixture
        .path("shapes")
        .properties()
        .forEach(
            entry -> {
              List<Integer> dims = new ArrayList<>();
              for (JsonNode dim : entry.getValue()) {
                int size = dim.asInt();
                boolean finite = size % fixture.path("new_width").asInt() != 0;
                dims.add(finite ? size : (int) Math.rint(size * scale));
              }
              sizes.add(new ParameterSizes(entry.getKey(), dims));
            });
    return sizes;
  }
}
