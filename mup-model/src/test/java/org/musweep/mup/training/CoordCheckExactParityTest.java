package org.musweep.mup.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.musweep.mup.testing.Numbers.assertNear;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.musweep.mup.kernel.Gradients;
import org.musweep.mup.stack.ActivationRecorder;
import org.musweep.mup.testing.CoordStatistics;
import org.musweep.mup.testing.ReferenceArchitecture;
import org.musweep.mup.testing.ReferenceFixtures;

/**
 * Statistics of every module's output and input and of every parameter, row by row, from given
 * weights and data.
 */
@Tag("djl")
class CoordCheckExactParityTest {

  /**
   * Relative tolerance of float32 and float64 cases, of which the former is training's rounding.
   */
  private static final double SINGLE = 1e-4;

  private static final double DOUBLE = 1e-9;

  @Test
  void everyRowIsReproduced() {
    ReferenceFixtures.checkCases(
        "coordcheck_exact.json",
        (document, fixture) -> {
          assertThat(fixture.path("arch").asText())
              .as("model whose inputs are known")
              .isEqualTo("mlp");
          int rows = 0;
          for (JsonNode weights : fixture.path("weights")) {
            rows += checkWidth(fixture, weights);
          }
          assertThat(rows).as("rows of the file").isEqualTo(fixture.path("rows").size());
          return rows;
        });
  }

  private static int checkWidth(JsonNode fixture, JsonNode weights) {
    boolean standard = "sp".equals(fixture.path("parametrization").asText());
    ObjectNode config = ((ObjectNode) fixture.path("config_of_base_width")).deepCopy();
    for (JsonNode parameter : weights.path("params")) {
      switch (parameter.path("name").asText()) {
        case "fc_1.weight" -> config.set("h1", parameter.path("shape").path(0));
        case "fc_2.weight" -> config.set("h2", parameter.path("shape").path(0));
        default -> {}
      }
    }
    // the standard models have no base shapes: nothing in them is a width
    JsonNode base = standard ? config : fixture.path("config_of_base_width");
    ReferenceArchitecture model =
        ReferenceArchitecture.of(fixture.path("arch").asText(), config, base);
    int rows = 0;
    try (ReferenceReplay replay =
        new ReferenceReplay(
            model,
            standard ? "standard" : "maximal-update",
            fixture.path("optimizer").asText(),
            fixture,
            fixture.path("loss").asText())) {
      for (JsonNode parameter : weights.path("params")) {
        replay.setParameter(
            parameter.path("name").asText(), parameter.path("values"), parameter.path("shape"));
      }
      for (int step = 1; step <= fixture.path("nsteps").asInt(); step++) {
        Map<String, CoordStatistics> found =
            step(fixture, config, replay, step, arguments(fixture));
        rows += checkStep(fixture, weights.path("width").asInt(), step, found);
      }
    }
    return rows;
  }

  /** The optimizers' defaults but for the learning rate; torch's AdamW alone decays weights. */
  private static JsonNode arguments(JsonNode fixture) {
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    arguments.set("lr", fixture.path("lr"));
    boolean decays =
        "sp".equals(fixture.path("parametrization").asText())
            && "adamw".equals(fixture.path("optimizer").asText());
    return arguments.put("weight_decay", decays ? 0.01 : 0);
  }

  /** What the library's hooks see in the forward pass of a step, before the weights' update. */
  private static Map<String, CoordStatistics> step(
      JsonNode fixture, JsonNode config, ReferenceReplay replay, int step, JsonNode arguments) {
    Map<String, CoordStatistics> found = new LinkedHashMap<>();
    for (JsonNode parameter : fixture.path("weights").path(0).path("params")) {
      String name = parameter.path("name").asText();
      int dot = name.lastIndexOf('.');
      CoordStatistics values = CoordStatistics.of(replay.stack().parameter(name));
      found.put(name.substring(0, dot) + ":param[" + name.substring(dot + 1) + "]", values);
      found.put(":param[" + name + "]", values);
    }
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      ReferenceReplay.Batch batch =
          replay.batch(
              fixture.path("input").path("values"),
              fixture.path("input").path("shape"),
              fixture.path("target"));
      found.put(":in[0]", CoordStatistics.of(batch.inputs()));
      found.put("fc_1:in[0]", CoordStatistics.of(batch.inputs()));
      ReferenceReplay.Forward forward =
          replay.forward(
              batch,
              new ActivationRecorder() {
                @Override
                public void record(String module, NDArray output) {
                  NDArray x = output.stopGradient();
                  found.put(module, CoordStatistics.of(x));
                  String next =
                      switch (module) {
                        case "fc_1" -> "fc_2:in[0]";
                        case "fc_2" -> "readout:in[0]";
                        default -> "";
                      };
                  if (!next.isEmpty()) {
                    boolean tanh = "tanh".equals(config.path("act").asText());
                    found.put(
                        next, CoordStatistics.of(tanh ? x.tanh() : ai.djl.nn.Activation.relu(x)));
                  }
                }

                @Override
                public boolean wantsProbes() {
                  return false;
                }
              });
      found.put("", CoordStatistics.of(forward.logits().stopGradient()));
      try (Gradients gradients = replay.gradients(forward)) {
        replay.update(
            gradients, step, ReferenceReplay.settings(arguments, 1), Double.POSITIVE_INFINITY);
      }
    }
    return found;
  }

  private static int checkStep(
      JsonNode fixture, int width, int step, Map<String, CoordStatistics> found) {
    double tolerance = "float64".equals(fixture.path("dtype").asText()) ? DOUBLE : SINGLE;
    int rows = 0;
    for (JsonNode row : fixture.path("rows")) {
      if (row.path(0).asInt() == width && row.path(2).asInt() == step) {
        String module = row.path(1).asText();
        assertThat(found).as(fixture.path("name").asText()).containsKey(module);
        checkRow(fixture, row, found.get(module), tolerance);
        rows++;
      }
    }
    assertThat(rows).as("rows of width %d, step %d", width, step).isEqualTo(found.size());
    return rows;
  }

  private static void checkRow(
      JsonNode fixture, JsonNode row, CoordStatistics actual, double tolerance) {
    JsonNode columns = fixture.path("columns");
    for (int i = 3; i < columns.size() - 2; i++) {
      String statistic = columns.path(i).asText();
      if (!row.path(i).isNull()) {
        // terms of both signs cancel, so a statistic is as exact as its terms are large
        double size = statistic.startsWith("cov") ? actual.l2() * actual.l2() : actual.l2();
        assertNear(
            "%s %s %s".formatted(fixture.path("name").asText(), row, statistic),
            new double[] {actual.named(statistic)},
            new double[] {row.path(i).asDouble()},
            tolerance,
            tolerance * size);
      }
    }
  }
}
