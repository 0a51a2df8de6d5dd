package org.musweep.mup.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.musweep.mup.data.DataShape;
import org.musweep.mup.family.Transformer;
import org.musweep.mup.law.WeightDecayRule;
import org.musweep.mup.optimizer.LearningRateSchedule;
import org.musweep.mup.optimizer.Momentum;
import org.musweep.mup.optimizer.OptimizerSettings;
import org.musweep.mup.parametrization.OptimizerKind;
import org.musweep.mup.parametrization.RuleSet;
import org.musweep.mup.parametrization.ScalingPlan;
import org.musweep.mup.stack.Architecture;
import org.musweep.mup.stack.Lane;
import org.musweep.mup.stack.ParameterSpec;
import org.musweep.mup.stack.RoleFactors;
import org.musweep.mup.training.LaneSpec;

class TorchGroupsTest {

  private static final Architecture MODEL =
      Transformer.ofHeadSize(new DataShape.Tokens(11, 6), 1, 32, 16, 8);

  /** Runs the module with a torch that records what it is asked for. */
  private static final String HARNESS =
      """
      import json, sys, types
      calls = []
      torch = types.ModuleType("torch")
      class Quiet:
          def __enter__(self): pass
          def __exit__(self, *rest): pass
      torch.no_grad = Quiet
      torch.optim = types.SimpleNamespace(**{
          name: (lambda name: lambda groups, **own: calls.append([name, [
              {**group, "params": [each.name for each in group["params"]]} for group in groups], own]))(name)
          for name in ("Adam", "AdamW", "SGD")})
      sys.modules["torch"] = torch
      scope = {}
      exec(compile(open(sys.argv[1]).read(), "groups.py", "exec"), scope)
      class Parameter:
          def __init__(self, name, shape):
              self.name, self.shape, self.drawn, self.zeros = name, shape, None, 0
          def fill_(self, value): self.drawn = ["value", value]
          def normal_(self, mean, std): self.drawn = ["std", std]
          def __setitem__(self, rows, value): self.zeros = rows.stop
      class Model:
          parameters = [Parameter(name, own["shape"]) for name, own in scope["PARAMETERS"].items()]
          def named_parameters(self): return [(p.name, p) for p in self.parameters]
      model = Model()
      scope["initialize"](model)
      try:
          scope["make_optimizer"](model)
      except NotImplementedError as error:
          calls.append([str(error), [], {}])
      model.parameters.pop()
      try:
          scope["parameter_groups"](model)
          refused = ""
      except KeyError as error:
          refused = str(error)
      print(json.dumps({
          "call": calls[0], "multipliers": scope["MULTIPLIERS"], "refused": refused,
          "drawn": {p.name: p.drawn + [p.zeros] for p in Model.parameters},
          "schedule": [scope["schedule"](step) for step in range(1, 31)]}))
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(names = {"SGD", "ADAM", "ADAMW"})
  void moduleGivesEveryParameterItsNumbers(OptimizerKind optimizer) throws Exception {
    for (LearningRateSchedule.Shape shape : LearningRateSchedule.Shape.values()) {
      LaneSpec lane = lane(new LearningRateSchedule(shape, 0.2, 0.3, 0.1, 25));
      JsonNode ran = run(TorchGroups.text(MODEL, plan(optimizer), lane));
      checkGroups(ran, optimizer, lane);
      for (int step = 1; step <= 30; step++) {
        assertThat(ran.path("schedule").get(step - 1).asDouble())
            .as("factor of step " + step)
            .isCloseTo(lane.optimizer().schedule().factor(step), within(1e-15));
      }
      assertThat(ran.path("refused").asText()).contains("only here: ['readout.weight']");
    }
  }

  private static void checkGroups(JsonNode ran, OptimizerKind optimizer, LaneSpec lane) {
    assertThat(ran.path("call").get(0).asText()).isEqualToIgnoringCase(optimizer.label());
    Map<String, JsonNode> byName = new HashMap<>();
    for (JsonNode group : ran.path("call").get(1)) {
      group.path("params").forEach(name -> byName.put(name.asText(), group));
    }
    List<ResolvedParameter> resolved = ResolvedParameter.of(MODEL, plan(optimizer), lane);
    assertThat(byName).hasSameSizeAs(resolved);
    for (ResolvedParameter parameter : resolved) {
      JsonNode group = byName.get(parameter.declaration().name());
      assertThat(group.path("lr").asDouble()).isEqualTo(parameter.learningRate());
      assertThat(group.path("weight_decay").asDouble()).isEqualTo(parameter.weightDecay());
      assertThat(group.has("eps")).isEqualTo(optimizer != OptimizerKind.SGD);
      assertThat(group.path("eps").asDouble(parameter.epsilon())).isEqualTo(parameter.epsilon());
    }
    JsonNode own = ran.path("call").get(2);
    if (optimizer == OptimizerKind.SGD) {
      assertThat(own.path("nesterov").asBoolean()).isTrue();
      assertThat(own.path("momentum").asDouble()).isEqualTo(0.7);
    } else {
      assertThat(own.path("betas").get(1).asDouble()).isEqualTo(0.95);
    }
  }

  @Test
  void optimizerThatTorchLacksIsRefusedByTheModule() throws Exception {
    LaneSpec lane = lane(LearningRateSchedule.constant(25));
    JsonNode ran = run(TorchGroups.text(MODEL, plan(OptimizerKind.MUON), lane));
    assertThat(ran.path("call").get(0).asText()).isEqualTo("no optimizer of torch is 'muon'");
  }

  @Test
  void numbersAreSettingsTimesFactors() {
    LaneSpec lane = lane(LearningRateSchedule.constant(25));
    Map<String, ResolvedParameter> adamw = new HashMap<>();
    ResolvedParameter.of(MODEL, plan(OptimizerKind.ADAMW), lane)
        .forEach(each -> adamw.put(each.declaration().name(), each));
    ResolvedParameter hidden = adamw.get("blocks.0.ffn.fc_2.weight");
    assertThat(hidden.learningRate()).isEqualTo(0.01 * 0.5 * 3);
    assertThat(hidden.weightDecay()).isEqualTo(0.1 * 2);
    assertThat(hidden.initialization().toString())
        .isEqualTo("Normal[baseStd=%s]".formatted(1.5 / Math.sqrt(64) * Math.sqrt(0.5)));
    assertThat(adamw.get("tok_emb.weight").learningRate()).isEqualTo(0.01 * 2);
    assertThat(ForwardFactors.of(plan(OptimizerKind.ADAMW), lane.lane()))
        .containsEntry("input", 1.1)
        .containsEntry("attention", 1.2 / Math.sqrt(8))
        .containsEntry("readout", 1.3 * 0.5);
  }

  private JsonNode run(String module) throws IOException, InterruptedException {
    assumeTrue(python(), "python3 is not there to run the module with");
    Path groups = Files.writeString(folder.resolve("groups.py"), module);
    Path harness = Files.writeString(folder.resolve("harness.py"), HARNESS);
    Process process =
        new ProcessBuilder("python3", harness.toString(), groups.toString())
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out + module).isZero();
    return JsonMapper.builder().build().readTree(out);
  }

  private static boolean python() throws InterruptedException {
    try {
      return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static LaneSpec lane(LearningRateSchedule schedule) {
    return new LaneSpec(
        new Lane(3, new RoleFactors(1, 1.5, 1), 1.1, 1.2, 1.3),
        new OptimizerSettings(
            0.01,
            new RoleFactors(2, 3, 4),
            0.9,
            0.95,
            1e-9,
            new Momentum(0.7, Momentum.Form.NESTEROV),
            0.1,
            schedule,
            Double.POSITIVE_INFINITY));
  }

  private static ScalingPlan plan(OptimizerKind optimizer) {
    return ScalingPlan.of(
        RuleSet.named("maximal-update"),
        optimizer,
        WeightDecayRule.INDEPENDENT,
        MODEL.parameters().stream().map(ParameterSpec::declaration).toList(),
        MODEL.multipliers());
  }
}
