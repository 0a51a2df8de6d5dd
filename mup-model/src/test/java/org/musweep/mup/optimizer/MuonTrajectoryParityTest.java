package org.musweep.mup.optimizer;

import static org.musweep.mup.testing.Numbers.assertNear;
import static org.musweep.mup.testing.ReferenceFixtures.RELATIVE_TOLERANCE;
import static org.musweep.mup.testing.ReferenceFixtures.assertClose;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.musweep.mup.data.DataShape;
import org.musweep.mup.kernel.Gradients;
import org.musweep.mup.kernel.Kernels;
import org.musweep.mup.law.EpsilonRule;
import org.musweep.mup.law.WeightDecayRule;
import org.musweep.mup.parametrization.MultiplierSite;
import org.musweep.mup.parametrization.MuonScale;
import org.musweep.mup.parametrization.OptimizerKind;
import org.musweep.mup.parametrization.ParameterDeclaration;
import org.musweep.mup.parametrization.ParameterRole;
import org.musweep.mup.parametrization.RuleSet;
import org.musweep.mup.parametrization.ScalingPlan;
import org.musweep.mup.parametrization.UpdateRules;
import org.musweep.mup.shape.InfShape;
import org.musweep.mup.stack.Architecture;
import org.musweep.mup.stack.ForwardPass;
import org.musweep.mup.stack.Initialization;
import org.musweep.mup.stack.Lane;
import org.musweep.mup.stack.ParameterSpec;
import org.musweep.mup.stack.TrialStack;
import org.musweep.mup.testing.Numbers;
import org.musweep.mup.testing.ReferenceFixtures;
import org.musweep.mup.training.Autograd;

/** Muon with given gradients against the reference trajectories. */
@Tag("djl")
class MuonTrajectoryParityTest {

  private static final Map<String, MuonScale> SCALES =
      Map.of(
          "max_1_ratio", MuonScale.ORIGINAL,
          "match_adamw_rms", MuonScale.MATCH_RMS_ADAMW,
          "spectral_mup", MuonScale.SPECTRAL);

  private static final Map<String, Momentum.Buffer> BUFFERS =
      Map.of("ema", Momentum.Buffer.AVERAGE, "sum", Momentum.Buffer.SUM);

  @Test
  void everyRunEndsWhereTheReferenceDoes() {
    Autograd.prepareThread();
    ReferenceFixtures.check(
        "muon_trajectory.json",
        document -> {
          int checked = 0;
          for (JsonNode fixture : document.path("cases")) {
            for (JsonNode variant : fixture.path("variants")) {
              run(fixture, variant);
              checked++;
            }
          }
          return checked;
        });
  }

  private static void run(JsonNode fixture, JsonNode variant) {
    String what =
        "%s %s nesterov %s, %s"
            .formatted(
                fixture.path("shape"),
                fixture.path("style"),
                fixture.path("nesterov"),
                variant.path("lr_multiplier"));
    int[] sizes = {fixture.path("shape").path(0).asInt(), fixture.path("shape").path(1).asInt()};
    MuonScale scale = SCALES.get(variant.path("lr_multiplier").asText());
    Matrix matrix = new Matrix(InfShape.finite(sizes));
    assertClose(what, scale.at(matrix.shape()), variant.path("value").asDouble());
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      TrialStack stack =
          TrialStack.create(
              matrix, plan(matrix, scale), List.of(Lane.ofSeed(1)), DataType.FLOAT64, manager);
      Shape shape = new Shape(1, sizes[0], sizes[1]);
      stack.setParameter(
          "w", 0, Numbers.array(manager, fixture.path("init"), shape, DataType.FLOAT64));
      try (StackOptimizer optimizer =
          StackOptimizer.create(stack, List.of(settings(fixture)), manager)) {
        int step = 0;
        for (JsonNode gradient : fixture.path("grads")) {
          step++;
          NDArray given = Numbers.array(manager, gradient, shape, DataType.FLOAT64);
          try (Gradients gradients = gradients(stack, given)) {
            optimizer.update(gradients, step);
          }
          assertClose(
              what + " norm after step " + step,
              Numbers.norm(Numbers.of(stack.parameter("w"))),
              variant.path("fro_per_step").path(step - 1).asDouble());
        }
      }
      double[] actual = Numbers.of(stack.parameter("w"));
      double rms = Numbers.norm(actual) / Math.sqrt(actual.length);
      assertNear(
          what,
          actual,
          Numbers.of(variant.path("final")),
          RELATIVE_TOLERANCE,
          RELATIVE_TOLERANCE * rms);
    }
  }

  /** Of the sum of products with a given array, which is then the gradient. */
  private static Gradients gradients(TrialStack stack, NDArray given) {
    NDArray loss =
        Autograd.recording(() -> stack.parameter("w").mul(given).sum(new int[] {1, 2})); // [1]
    return Kernels.shared().gradients(loss, List.copyOf(stack.parameters().values()));
  }

  private static OptimizerSettings settings(JsonNode fixture) {
    Momentum momentum =
        new Momentum(
            fixture.path("momentum").asDouble(),
            fixture.path("nesterov").asBoolean()
                ? Momentum.Form.NESTEROV
                : Momentum.Form.HEAVY_BALL,
            BUFFERS.get(fixture.path("style").asText()));
    return new OptimizerSettings(
        fixture.path("lr").asDouble(),
        org.musweep.mup.stack.RoleFactors.NONE,
        0.9,
        0.999,
        1e-8,
        momentum,
        fixture.path("weight_decay").asDouble(),
        LearningRateSchedule.constant(fixture.path("steps").asInt()),
        Double.POSITIVE_INFINITY);
  }

  private static ScalingPlan plan(Matrix matrix, MuonScale scale) {
    return ScalingPlan.of(
        RuleSet.named("maximal-update"),
        new UpdateRules(OptimizerKind.MUON, WeightDecayRule.CONSTANT, EpsilonRule.CONSTANT, scale),
        matrix.parameters().stream().map(ParameterSpec::declaration).toList(),
        List.of());
  }

  /** A hidden weight, and a bias so that AdamW has something too. */
  private record Matrix(InfShape shape) implements Architecture {

    @Override
    public String family() {
      return "matrix";
    }

    @Override
    public DataShape input() {
      return new DataShape.Images(1, 1, 1, 2);
    }

    @Override
    public List<ParameterSpec> parameters() {
      return List.of(
          new ParameterSpec(
              new ParameterDeclaration("w", ParameterRole.HIDDEN_WEIGHT, shape),
              Initialization.zeros()),
          new ParameterSpec(
              new ParameterDeclaration("b", ParameterRole.BIAS, InfShape.finite(2)),
              Initialization.zeros()));
    }

    @Override
    public List<MultiplierSite> multipliers() {
      return List.of();
    }

    @Override
    public NDArray logits(ForwardPass pass, NDArray inputs, int rows) {
      throw new UnsupportedOperationException("gradients are given");
    }
  }
}
