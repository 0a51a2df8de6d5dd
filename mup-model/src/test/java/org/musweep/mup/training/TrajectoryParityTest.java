package org.musweep.mup.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.musweep.mup.testing.Numbers.assertNear;

import ai.djl.ndarray.NDScope;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.musweep.mup.kernel.Gradients;
import org.musweep.mup.stack.ActivationRecorder;
import org.musweep.mup.testing.Numbers;
import org.musweep.mup.testing.ReferenceArchitecture;
import org.musweep.mup.testing.ReferenceFixtures;

/**
 * Whole trainings with the numbers of microsoft/mup: losses, gradients, logits and parameters of
 * every run of the trajectory files.
 */
@Tag("djl")
class TrajectoryParityTest {

  /** Relative tolerance of float64 runs, and the floor below which numbers are rounding errors. */
  private static final double RELATIVE = 1e-9;

  private static final double FLOOR = 1e-12;

  /** Relative tolerance of the losses of float32 runs. */
  private static final double SINGLE = 1e-3;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "trajectory_mlp.json",
        "trajectory_convnet.json",
        "trajectory_gpt.json",
        "trajectory_gpt_variants.json"
      })
  void everyRunIsReproduced(String file) {
    ReferenceFixtures.checkCases(
        file,
        (document, fixture) -> {
          for (JsonNode run : fixture.path("runs")) {
            replay(fixture, run);
          }
          return fixture.path("runs").size();
        });
  }

  private static void replay(JsonNode fixture, JsonNode run) {
    String optimizer = run.path("optimizer").asText();
    String what =
        "%s %s %s %s"
            .formatted(
                fixture.path("name").asText(),
                optimizer,
                run.path("optimizer_args"),
                run.path("dtype").asText());
    ReferenceArchitecture model =
        ReferenceArchitecture.of(
            fixture.path("arch").asText(),
            fixture.path("config"),
            fixture.path("base_config"),
            fixture.path("inputs").path("shape"));
    String loss = fixture.path("loss").asText();
    try (ReferenceReplay replay =
        new ReferenceReplay(model, "maximal-update", optimizer, run, loss)) {
      List<String> names = new ArrayList<>();
      for (JsonNode parameter : fixture.path("params")) {
        String name = parameter.path("name").asText();
        names.add(name);
        replay.setParameter(name, parameter.path("init"), parameter.path("shape"));
      }
      assertThat(replay.stack().parameters().keySet()).containsExactlyInAnyOrderElementsOf(names);
      boolean exact = "float64".equals(run.path("dtype").asText());
      for (int step = 1; step <= fixture.path("steps").asInt(); step++) {
        step(what, fixture, run, replay, step, exact);
      }
      if (exact) {
        checkParameters(what, run, replay, fixture.path("steps").asInt());
        checkFinal(what, run, replay, fixture.path("steps").asInt());
      }
    }
  }

  private static void step(
      String what,
      JsonNode fixture,
      JsonNode run,
      ReferenceReplay replay,
      int step,
      boolean exact) {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      ReferenceReplay.Batch batch =
          replay.batch(
              fixture.path("inputs").path("per_step").path(step - 1),
              fixture.path("inputs").path("shape"),
              fixture.path("targets").path("per_step").path(step - 1));
      ReferenceReplay.Forward forward = replay.forward(batch, ActivationRecorder.NONE);
      if (step == 2) {
        System.gc(); // memory that only Java held must not be needed by the gradients
      }
      double tolerance = exact ? RELATIVE : SINGLE;
      assertNear(
          what + " loss of step " + step,
          Numbers.of(forward.loss()),
          new double[] {run.path("losses").path(step - 1).asDouble()},
          tolerance,
          0);
      try (Gradients gradients = replay.gradients(forward)) {
        if (step == 1) {
          checkFirst(what, run, Numbers.of(forward.logits()), tolerance);
        }
        if (exact) {
          checkParameters(what, run, replay, step - 1);
          if (step == 1) {
            Map<String, Double> norms = replay.gradientNorms(gradients);
            norms.forEach(
                (name, norm) ->
                    assertOne(
                        what + " first gradient of " + name,
                        norm,
                        run.path("first_grad_l2").path(name),
                        FLOOR));
          }
        }
        JsonNode factors = run.path("lr_factors");
        double factor = factors.isArray() ? factors.path(step - 1).asDouble() : 1;
        replay.update(
            gradients,
            step,
            ReferenceReplay.settings(run.path("optimizer_args"), factor),
            run.path("clip_norm").asDouble(Double.POSITIVE_INFINITY));
      }
    }
  }

  private static void checkFirst(String what, JsonNode run, double[] logits, double tolerance) {
    JsonNode first = run.path("first_logits");
    double[] first8 = Numbers.of(first.path("first8"));
    // relative to the logits' size: single logits may cancel to about 0
    double norm = Numbers.norm(logits);
    assertNear(
        what + " first logits",
        Arrays.copyOf(logits, first8.length),
        first8,
        tolerance,
        Math.max(FLOOR, tolerance * norm / Math.sqrt(logits.length)));
    assertNear(
        what + " norm of the first logits",
        new double[] {norm},
        new double[] {first.path("l2").asDouble()},
        tolerance,
        FLOOR);
  }

  private static void checkParameters(
      String what, JsonNode run, ReferenceReplay replay, int steps) {
    for (String name : replay.stack().parameters().keySet()) {
      double[] actual = replay.parameter(name);
      assertOne(
          "%s norm of %s after %d steps".formatted(what, name, steps),
          Numbers.norm(actual),
          run.path("param_l2").path(name).path(steps),
          floor(run, name, steps) * Math.sqrt(actual.length));
    }
  }

  private static void checkFinal(String what, JsonNode run, ReferenceReplay replay, int steps) {
    for (String name : replay.stack().parameters().keySet()) {
      JsonNode expected = run.path("final").path(name);
      double[] actual = replay.parameter(name);
      double[] first8 = Numbers.of(expected.path("first8"));
      String where = what + " final " + name;
      // single elements may be near 0, so they are as exact as the array is large
      double floor =
          Math.max(
              floor(run, name, steps), RELATIVE * Numbers.norm(actual) / Math.sqrt(actual.length));
      assertNear(where, Arrays.copyOf(actual, first8.length), first8, RELATIVE, floor);
      assertNear(where, actual, Numbers.of(expected.path("values")), RELATIVE, floor);
      assertOne(
          where + " norm",
          Numbers.norm(actual),
          expected.path("l2"),
          floor * Math.sqrt(actual.length));
      // terms of both signs cancel, so the sum is as exact as the sum of sizes
      assertOne(
          where + " sum", Arrays.stream(actual).sum(), expected.path("sum"), floor * actual.length);
    }
  }

  /**
   * What an element of a parameter may be off by, however small it is. The gradient of the keys'
   * bias is 0 but for rounding errors of about 1e-16, which Adam divides by its epsilon and
   * multiplies with the learning rate at every step.
   */
  private static double floor(JsonNode run, String name, int steps) {
    boolean hasKeyBias = name.endsWith("attn.qkv.bias") || name.endsWith("attn.k.bias");
    if (!hasKeyBias || "MuSGD".equals(run.path("optimizer").asText())) {
      return FLOOR;
    }
    double amplified = Math.min(1, 1e-16 / run.path("optimizer_args").path("eps").asDouble(1e-8));
    return Math.max(FLOOR, steps * run.path("groups").path(name).path("lr").asDouble() * amplified);
  }

  private static void assertOne(String what, double actual, JsonNode expected, double floor) {
    assertThat(expected.isNumber()).as("%s: the file has a number", what).isTrue();
    assertNear(what, new double[] {actual}, new double[] {expected.asDouble()}, RELATIVE, floor);
  }
}
