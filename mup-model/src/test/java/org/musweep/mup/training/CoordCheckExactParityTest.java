package org.musweep.mup.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.musweep.mup.testing.Numbers.assertNear;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.musweep.mup.kernel.Gradients;
import org.musweep.mup.stack.ActivationRecorder;
import org.musweep.mup.testing.Numbers;
import org.musweep.mup.testing.ReferenceArchitecture;
import org.musweep.mup.testing.ReferenceFixtures;

/** Statistics of module outputs, one by one, from given weights and data. */
@Tag("djl")
class CoordCheckExactParityTest {

  /** The file's numbers are float32, and so is the training behind them. */
  private static final double TOLERANCE = 1e-4;

  /** Models of the schema whose widths the file does not tell, and why. */
  private static final Map<String, String> NOT_RUN =
      Map.of(
          "gpt", "the number of heads cannot be read off the weights",
          "convnet", "there is no convolutional family",
          "resnet", "there is no residual network");

  @Test
  void moduleOutputsHaveTheReferencesSize() {
    ReferenceFixtures.check(
        "coordcheck_exact.json",
        document -> {
          int checked = 0;
          for (JsonNode fixture : document.path("cases")) {
            if (NOT_RUN.containsKey(fixture.path("arch").asText())) {
              continue;
            }
            for (JsonNode weights : fixture.path("weights")) {
              checkWidth(fixture, weights);
            }
            checked++;
          }
          return checked;
        });
  }

  private static void checkWidth(JsonNode fixture, JsonNode weights) {
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
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    arguments.set("lr", fixture.path("lr"));
    try (ReferenceReplay replay =
        new ReferenceReplay(
            ReferenceArchitecture.of(fixture.path("arch").asText(), config, base),
            standard ? "standard" : "maximal-update",
            fixture.path("optimizer").asText(),
            fixture,
            fixture.path("loss").asText())) {
      for (JsonNode parameter : weights.path("params")) {
        replay.setParameter(
            parameter.path("name").asText(), parameter.path("values"), parameter.path("shape"));
      }
      for (int step = 1; step < fixture.path("nsteps").asInt() + 1; step++) {
        check(fixture, weights.path("width").asInt(), step, step(fixture, replay, step, arguments));
      }
    }
  }

  /** The modules' outputs in the forward pass of a step, after which the weights are updated. */
  private static Map<String, double[]> step(
      JsonNode fixture, ReferenceReplay replay, int step, JsonNode arguments) {
    Map<String, double[]> outputs = new LinkedHashMap<>();
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      ReferenceReplay.Forward forward =
          replay.forward(
              replay.batch(
                  fixture.path("input").path("values"),
                  fixture.path("input").path("shape"),
                  fixture.path("target")),
              new ActivationRecorder() {
                @Override
                public void record(String module, NDArray output) {
                  outputs.put(module, Numbers.of(output.stopGradient()));
                }

                @Override
                public boolean wantsProbes() {
                  return false;
                }
              });
      outputs.put("", Numbers.of(forward.logits().stopGradient()));
      try (Gradients gradients = replay.gradients(forward)) {
        replay.update(
            gradients, step, ReferenceReplay.settings(arguments, 1), Double.POSITIVE_INFINITY);
      }
    }
    return outputs;
  }

  private static void check(JsonNode fixture, int width, int step, Map<String, double[]> outputs) {
    int found = 0;
    for (JsonNode row : fixture.path("rows")) {
      double[] output = outputs.get(row.path(1).asText());
      if (row.path(0).asInt() == width && row.path(2).asInt() == step && output != null) {
        double size = Arrays.stream(output).map(Math::abs).average().orElseThrow();
        assertNear(
            fixture.path("name").asText() + " " + row,
            statistics(output),
            Arrays.copyOfRange(Numbers.of(row), 3, 7),
            TOLERANCE,
            TOLERANCE * size);
        found++;
      }
    }
    assertThat(found).as("rows of width %d, step %d", width, step).isEqualTo(outputs.size());
  }

  /** As the file's columns {@code l1}, {@code l2}, {@code mean} and {@code std} have them. */
  private static double[] statistics(double[] x) {
    double mean = Arrays.stream(x).average().orElseThrow();
    return new double[] {
      Arrays.stream(x).map(Math::abs).average().orElseThrow(),
      Math.sqrt(Arrays.stream(x).map(v -> v * v).average().orElseThrow()),
      mean,
      Math.sqrt(Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / (x.length - 1))
    };
  }
}
