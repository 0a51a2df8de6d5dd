package org.musweep.mup.parametrization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.musweep.mup.testing.ReferenceFixtures.assertClose;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.musweep.mup.law.WeightDecayRule;
import org.musweep.mup.testing.ReferenceFixtures;
import org.musweep.mup.testing.ReferenceModel;

/** Learning rate and weight decay of every parameter in the runs of the trajectory files. */
class TrajectoryGroupsParityTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "trajectory_mlp.json",
        "trajectory_convnet.json",
        "trajectory_gpt.json",
        "trajectory_gpt_variants.json"
      })
  void planYieldsTheGroupsOfEveryRun(String file) {
    ReferenceFixtures.checkCases(
        file,
        (document, fixture) -> {
          ReferenceModel model = ReferenceModel.of(fixture);
          for (JsonNode run : fixture.path("runs")) {
            checkRun(fixture, model, run);
          }
          return fixture.path("runs").size();
        });
  }

  private static void checkRun(JsonNode fixture, ReferenceModel model, JsonNode run) {
    JsonNode arguments = run.path("optimizer_args");
    String optimizer = run.path("optimizer").asText();
    ScalingPlan plan =
        ScalingPlan.of(
            RuleSet.named("maximal-update"),
            OptimizerKind.named(optimizer.replaceFirst("^Mu", "").toLowerCase(Locale.ROOT)),
            arguments.path("decoupled_wd").asBoolean()
                ? WeightDecayRule.CONSTANT
                : WeightDecayRule.INDEPENDENT,
            model.parameters(),
            model.readouts());
    assertThat(run.path("groups").size()).isEqualTo(model.parameters().size());
    for (PlannedParameter parameter : plan.parameters()) {
      String name = parameter.declaration().name();
      String what = fixture.path("name").asText() + " " + optimizer + " " + name;
      JsonNode group = run.path("groups").path(name);
      assertClose(
          what,
          arguments.path("lr").asDouble() * parameter.scaling().learningRate(),
          group.path("lr").asDouble());
      assertClose(
          what,
          arguments.path("weight_decay").asDouble() * parameter.scaling().weightDecay(),
          group.path("weight_decay").asDouble());
    }
    assertClose(
        fixture.path("name").asText() + " readout",
        fixture.path("config").path("output_mult").asDouble(1) * plan.multiplier("readout"),
        fixture.path("readout_input_multiplier").asDouble());
  }
}
