package org.musweep.mup.parametrization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.musweep.mup.testing.ReferenceFixtures.assertClose;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.musweep.mup.law.WeightDecayRule;
import org.musweep.mup.shape.BaseShapeFile;
import org.musweep.mup.shape.BaseShapes;
import org.musweep.mup.shape.InfDim;
import org.musweep.mup.shape.InfShape;
import org.musweep.mup.shape.ParameterSizes;
import org.musweep.mup.testing.ReferenceFixtures;
import org.musweep.mup.testing.ReferenceModel;

/** Shapes, initial distributions and factors against what microsoft/mup computes. */
class InfShapesParityTest {

  @ParameterizedTest
  @ValueSource(strings = {"infshapes_mlp.json", "infshapes_gpt.json", "infshapes_conv.json"})
  void agreesWithTheReferenceLibrary(String file) {
    ReferenceFixtures.checkCases(
        file,
        (document, fixture) -> {
          String text = fixture.path("bsh_text").asText();
          assertThat(BaseShapeFile.text(BaseShapeFile.parse("bsh_text", text))).isEqualTo(text);
          for (JsonNode target : fixture.path("targets")) {
            checkTarget(document.path("init_calls"), fixture, target);
          }
          return fixture.path("targets").size();
        });
  }

  private static void checkTarget(JsonNode initCalls, JsonNode fixture, JsonNode target) {
    String what = fixture.path("name").asText() + " " + target.path("config");
    ReferenceModel model = ReferenceModel.of(baseShapes(fixture, target), target.path("params"));
    for (JsonNode expected : target.path("params")) {
      ParameterDeclaration parameter = model.parameter(expected.path("name").asText());
      String name = what + " " + parameter.name();
      checkShape(name, parameter.shape(), expected);
      for (JsonNode init : expected.path("init")) {
        checkInit(name, initCalls.path(init.path("call").asInt()), parameter.shape(), init);
      }
      expected
          .path("optim")
          .properties()
          .forEach(
              entry -> checkOptimizer(name, model, parameter, entry.getKey(), entry.getValue()));
      assertClose(
          name + " rescale_mult",
          rescaling(target, model, parameter, expected.path("module").asText()),
          expected.path("rescale_mult").asDouble());
    }
    checkReadouts(what, model, target.path("readouts"));
  }

  private static BaseShapes baseShapes(JsonNode fixture, JsonNode target) {
    JsonNode params = target.path("params");
    return switch (target.path("base_shapes_from").asText()) {
      case "bsh" -> BaseShapeFile.parse("bsh_text", fixture.path("bsh_text").asText());
      case "model_no_delta" -> BaseShapes.withoutDelta(baseModel(params));
      case "none" -> BaseShapes.withoutWidths(ReferenceModel.sizes(params));
      default ->
          throw new AssertionError("unknown origin " + target.path("base_shapes_from").asText());
    };
  }

  /** The base model that a target was given alone: finite dimensions are as in the target. */
  private static List<ParameterSizes> baseModel(JsonNode params) {
    List<ParameterSizes> base = new ArrayList<>();
    for (JsonNode param : params) {
      List<Integer> sizes = new ArrayList<>();
      for (int i = 0; i < param.path("shape").size(); i++) {
        JsonNode size = param.path("base_shape").path(i);
        sizes.add(size.isNull() ? param.path("shape").path(i).asInt() : size.asInt());
      }
      base.add(new ParameterSizes(param.path("name").asText(), sizes));
    }
    return base;
  }

  private static void checkShape(String name, InfShape shape, JsonNode expected) {
    assertThat(shape.rank()).as(name).isEqualTo(expected.path("shape").size());
    for (int i = 0; i < shape.rank(); i++) {
      InfDim dim = shape.dims().get(i);
      assertThat(dim.size()).as(name).isEqualTo(expected.path("shape").path(i).asInt());
      assertThat(dim.isInfinite()).as(name).isEqualTo(expected.path("inf").path(i).asBoolean());
      JsonNode baseSize = expected.path("base_shape").path(i);
      assertThat(baseSize.isNull()).as(name).isEqualTo(!dim.isInfinite());
      assertThat(dim.baseSize()).as(name).isEqualTo(baseSize.asInt(dim.size()));
      assertClose(name, dim.widthMultiplier(), expected.path("dim_width_mult").path(i).asDouble());
    }
    assertThat(shape.infiniteCount()).as(name).isEqualTo(expected.path("ninf").asInt());
    assertThat(shape.mainIndex().orElse(-1))
        .as(name)
        .isEqualTo(expected.path("main_idx").asInt(-1));
    assertClose(name, shape.widthMultiplier(), expected.path("width_mult").asDouble());
    if (shape.rank() >= 2) {
      assertClose(name, FanMode.FAN_IN.fan(shape), expected.path("fan_in").asDouble());
      assertClose(name, FanMode.FAN_OUT.fan(shape), expected.path("fan_out").asDouble());
      assertClose(name, shape.fanIn().widthMultiplier(), expected.path("fanin_mult").asDouble());
      assertClose(name, shape.fanOut().widthMultiplier(), expected.path("fanout_mult").asDouble());
      assertClose(
          name, shape.fanInToFanOutRatio(), expected.path("fanin_fanout_mult_ratio").asDouble());
    }
  }

  private static void checkInit(String name, JsonNode call, InfShape shape, JsonNode expected) {
    Initializer initializer = ReferenceInitializers.of(call);
    String what = name + " " + call;
    InitialDistribution actual;
    try {
      actual = initializer.distributionAsInMup(shape);
    } catch (IllegalArgumentException e) {
      assertThat(expected.path("ok").asBoolean()).as("%s: %s", what, e.getMessage()).isFalse();
      return;
    }
    assertThat(expected.path("ok").asBoolean()).as(what).isTrue();
    assertThat(initializer.distribution(shape)).as(what).isEqualTo(actual);
    ReferenceInitializers.assertSame(what, actual, expected);
  }

  private static void checkOptimizer(
      String name,
      ReferenceModel model,
      ParameterDeclaration parameter,
      String optimizer,
      JsonNode expected) {
    String decoupled = "_decoupled_wd";
    String kind = optimizer.replaceFirst("^Mu", "").replace(decoupled, "");
    ScalingPlan plan =
        ScalingPlan.of(
            RuleSet.named("maximal-update"),
            OptimizerKind.named(kind.toLowerCase(Locale.ROOT)),
            optimizer.endsWith(decoupled) ? WeightDecayRule.CONSTANT : WeightDecayRule.INDEPENDENT,
            model.parameters(),
            model.readouts());
    ParameterScaling scaling = plan.scaling(parameter.name());
    String what = name + " " + optimizer;
    assertClose(what, scaling.learningRate(), expected.path("lr_mult").asDouble());
    assertClose(what, scaling.weightDecay(), expected.path("wd_mult").asDouble());
  }

  private static double rescaling(
      JsonNode target, ReferenceModel model, ParameterDeclaration parameter, String module) {
    boolean shared =
        target.path("config").path("tied").asBoolean() && "tok_emb.weight".equals(parameter.name());
    LayerKind kind =
        switch (module) {
          case "Linear" -> LayerKind.LINEAR;
          case "Conv1d", "Conv2d", "Conv3d" -> LayerKind.CONVOLUTION;
          case "MuReadout" -> LayerKind.READOUT;
          case "MuSharedReadout" -> LayerKind.SHARED_READOUT;
          default -> shared ? LayerKind.SHARED_READOUT : LayerKind.OTHER;
        };
    if (!parameter.name().endsWith(".bias") || kind == LayerKind.OTHER) {
      return kind.weightFactor(parameter.shape());
    }
    String weight = parameter.name().replaceFirst("bias$", "weight");
    return kind.biasFactor(model.parameter(weight).shape());
  }

  private static void checkReadouts(String what, ReferenceModel model, JsonNode readouts) {
    ScalingPlan plan =
        ScalingPlan.of(
            RuleSet.named("maximal-update"),
            OptimizerKind.ADAMW,
            WeightDecayRule.INDEPENDENT,
            model.parameters(),
            model.readouts());
    readouts
        .properties()
        .forEach(
            entry ->
                assertClose(
                    what + " " + entry.getKey(),
                    entry.getValue().path("output_mult").asDouble()
                        * plan.multiplier(entry.getKey()),
                    entry.getValue().path("input_multiplier").asDouble()));
  }
}
