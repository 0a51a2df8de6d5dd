package org.musweep.mup.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.musweep.mup.testing.Numbers.assertNear;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.musweep.mup.block.Activation;
import org.musweep.mup.data.DataShape;
import org.musweep.mup.family.Mlp;
import org.musweep.mup.law.WeightDecayRule;
import org.musweep.mup.parametrization.OptimizerKind;
import org.musweep.mup.parametrization.RuleSet;
import org.musweep.mup.parametrization.ScalingPlan;
import org.musweep.mup.testing.Numbers;

@Tag("djl")
class TrialStackTest {

  private final NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void lanesOfOneSeedShareTheirNormalsWhateverTheirScale() {
    TrialStack stack =
        stack(
            64,
            "maximal-update",
            DataType.FLOAT64,
            Lane.ofSeed(1),
            new Lane(1, new RoleFactors(2, 3, 4), 1, 1, 1),
            Lane.ofSeed(2));
    for (var factor : List.of(2.0, 3.0, 4.0)) {
      String name =
          List.of("fc_1.weight", "fc_2.weight", "readout.weight").get(factor.intValue() - 2);
      double[] plain = lane(stack, name, 0);
      double[] scaled = lane(stack, name, 1);
      assertNear(name, scaled, Arrays.stream(plain).map(v -> factor * v).toArray(), 1e-14, 0);
      assertThat(lane(stack, name, 2)).isNotEqualTo(plain);
    }
  }

  @Test
  void weightsDoNotDependOnTheStackOrTheOtherParameters() {
    TrialStack together =
        stack(64, "maximal-update", DataType.FLOAT64, Lane.ofSeed(5), Lane.ofSeed(1));
    TrialStack alone = stack(64, "maximal-update", DataType.FLOAT64, Lane.ofSeed(1));
    for (String name : alone.parameters().keySet()) {
      assertThat(lane(together, name, 1)).isEqualTo(lane(alone, name, 0));
    }
    assertThat(Arrays.copyOf(lane(alone, "fc_2.weight", 0), 5))
        .isNotEqualTo(Arrays.copyOf(lane(alone, "readout.weight", 0), 5));
  }

  @Test
  void standardDeviationsFollowThePlan() {
    // base width 16, ReLU gain √2: hidden weights shrink like width^-1/2 under both rule sets, the
    // readout under the standard ones only; the tolerance is 5 standard errors, std/√(2n)
    for (String rules : List.of("standard", "maximal-update", "completep")) {
      TrialStack stack = stack(64, rules, DataType.FLOAT64, Lane.ofSeed(3));
      boolean standard = rules.equals("standard");
      assertStd(stack, "fc_1.weight", Math.sqrt(2) / Math.sqrt(20));
      assertStd(stack, "fc_2.weight", Math.sqrt(2) / Math.sqrt(16) / 2);
      assertStd(stack, "readout.weight", 1 / Math.sqrt(16) / (standard ? 2 : 1));
      assertThat(lane(stack, "fc_1.bias", 0)).containsOnly(0);
    }
  }

  @Test
  void singlePrecisionIsTheRoundedDouble() {
    double[] wide = lane(stack(64, "standard", DataType.FLOAT64, Lane.ofSeed(1)), "fc_2.weight", 0);
    double[] narrow =
        lane(stack(64, "standard", DataType.FLOAT32, Lane.ofSeed(1)), "fc_2.weight", 0);
    assertThat(narrow).isEqualTo(Arrays.stream(wide).map(v -> (float) v).toArray());
  }

  @Test
  void multipliersScaleTheOutputOfTheirLane() {
    Lane doubled = new Lane(1, RoleFactors.NONE, 1, 1, 2);
    Lane widened = new Lane(1, RoleFactors.NONE, 3, 1, 1);
    TrialStack stack =
        stack(64, "maximal-update", DataType.FLOAT64, Lane.ofSeed(1), doubled, widened);
    double[] x = IntStream.range(0, 3 * 20).mapToDouble(i -> Math.sin(i % 20)).toArray();
    NDArray logits =
        stack.logits(manager.create(x, new Shape(3, 1, 20)), 1, ActivationRecorder.NONE);
    double[] all = Numbers.of(logits);
    for (int i = 0; i < 3; i++) {
      assertThat(all[3 + i]).isCloseTo(2 * all[i], within(1e-14));
      // without biases a ReLU network is linear in the size of its input
      assertThat(all[6 + i]).isCloseTo(3 * all[i], within(1e-14));
    }
  }

  @Test
  void setsOneLaneOfAParameter() {
    TrialStack stack = stack(64, "standard", DataType.FLOAT32, Lane.ofSeed(1), Lane.ofSeed(2));
    double[] other = lane(stack, "readout.bias", 0);
    stack.setParameter("readout.bias", 1, manager.create(new double[] {1, 2, 3}));
    assertThat(lane(stack, "readout.bias", 1)).containsExactly(1, 2, 3);
    assertThat(lane(stack, "readout.bias", 0)).isEqualTo(other);
  }

  @Test
  void rejectsWhatItCannotBe() {
    assertThatThrownBy(() -> stack(64, "standard", DataType.FLOAT32))
        .hasMessage("Invalid stack: it has no lanes");
    assertThatThrownBy(() -> stack(64, "standard", DataType.FLOAT16, Lane.ofSeed(1)))
        .hasMessageContaining("float16")
        .hasMessageContaining("must be FLOAT32 or FLOAT64");
    TrialStack stack = stack(64, "standard", DataType.FLOAT32, Lane.ofSeed(1));
    assertThatThrownBy(() -> stack.parameter("fc_9.weight"))
        .hasMessageContaining("Unknown parameter: fc_9.weight (must be one of [fc_1.weight");
  }

  private void assertStd(TrialStack stack, String name, double std) {
    double[] values = lane(stack, name, 0);
    double measured = Numbers.norm(values) / Math.sqrt(values.length);
    assertThat(measured).as(name).isCloseTo(std, within(5 * std / Math.sqrt(2.0 * values.length)));
  }

  private static double[] lane(TrialStack stack, String name, int lane) {
    double[] all = Numbers.of(stack.parameter(name));
    int size = all.length / stack.lanes().size();
    return Arrays.copyOfRange(all, lane * size, (lane + 1) * size);
  }

  private TrialStack stack(int width, String rules, DataType type, Lane... lanes) {
    Mlp mlp = Mlp.ofWidth(new DataShape.Images(1, 4, 5, 3), width, 16, 2, Activation.RELU);
    ScalingPlan plan =
        ScalingPlan.of(
            RuleSet.named(rules),
            OptimizerKind.ADAM,
            WeightDecayRule.INDEPENDENT,
            mlp.parameters().stream().map(ParameterSpec::declaration).toList(),
            mlp.multipliers());
    return TrialStack.create(mlp, plan, List.of(lanes), type, manager);
  }
}
