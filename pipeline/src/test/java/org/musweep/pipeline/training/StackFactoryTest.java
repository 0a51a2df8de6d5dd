package org.musweep.pipeline.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.mup.data.DataShape;
import org.musweep.mup.optimizer.LearningRateSchedule;
import org.musweep.mup.optimizer.Momentum;
import org.musweep.mup.optimizer.OptimizerSettings;
import org.musweep.mup.parametrization.MuonScale;
import org.musweep.mup.parametrization.OptimizerKind;
import org.musweep.mup.parametrization.ScalingPlan;
import org.musweep.mup.stack.RoleFactors;
import org.musweep.mup.training.LaneSpec;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.Setting;
import org.musweep.pipeline.sweep.SweepSpecReader;

class StackFactoryTest {

  private static final DataShape TOKENS = new DataShape.Tokens(11, 16);

  @TempDir private Path directory = Path.of("");

  @Test
  void everythingAboutUpdatesReachesTheLane() {
    StackFactory factory =
        factory(
            """
            optimizer: muon
            nesterov: false
            momentum: 0.9
            clip-norm: 2
            muon: {scale: match-rms-adamw, buffer: sum}
            schedule: {shape: warmup-stable-decay, warmup: 0.1, decay-share: 0.3, final-share: 0.05}
            learning-rate.vector: 0.25
            learning-rate.block.1: 3
            init-scale: 2
            init-scale.block.0: 5
            """);

    LaneSpec lane =
        factory.lane(
            Configuration.of(
                Setting.of("learning-rate", 0.5),
                Setting.of("learning-rate.block.0", 7),
                Setting.of("learning-rate.hidden", 4),
                Setting.of("clip-norm", 0)),
            1,
            100);

    OptimizerSettings optimizer = lane.optimizer();
    assertThat(optimizer.roleFactors())
        .isEqualTo(new RoleFactors(1, 4, 1, 0.25, List.of(7.0, 3.0)));
    assertThat(lane.lane().initScale()).isEqualTo(new RoleFactors(2, 2, 2, 1, List.of(5.0, 1.0)));
    assertThat(optimizer.momentum())
        .isEqualTo(new Momentum(0.9, Momentum.Form.HEAVY_BALL, Momentum.Buffer.SUM));
    assertThat(optimizer.schedule())
        .isEqualTo(
            new LearningRateSchedule(
                LearningRateSchedule.Shape.WARMUP_STABLE_DECAY, 0.1, 0.3, 0.05, 100));
    assertThat(optimizer.clipNorm()).isInfinite();
    assertThat(factory.lane(Configuration.of(), 1, 100).optimizer().clipNorm()).isEqualTo(2);
  }

  @Test
  void rulesReachThePlanOfTheWideModel() {
    ScalingPlan plan = factory("optimizer: muon\n").plan("maximal-update", 128, 2);

    assertThat(plan.optimizer()).isEqualTo(OptimizerKind.MUON);
    assertThat(plan.updates().muonScale()).isEqualTo(MuonScale.SPECTRAL);
    assertThat(plan.scaling("blocks.0.ffn.fc_1.weight").learningRate()).isEqualTo(1);
    assertThat(plan.scaling("blocks.0.ffn.fc_1.weight").epsilon()).isEqualTo(0.25);
    assertThat(plan.scaling("readout.weight").epsilon()).isEqualTo(0.25);
    assertThat(
            factory("optimizer: muon\nmuon: {scale: match-rms-adamw}\n")
                .plan("maximal-update", 128, 2)
                .scaling("blocks.0.ffn.fc_1.weight")
                .learningRate())
        .isEqualTo(0.5);
  }

  @Test
  void muonAveragesAndLooksAheadByDefaultAndSgdDoesNeither() {
    assertThat(factory("optimizer: muon\n").lane(Configuration.of(), 1, 9).optimizer().momentum())
        .isEqualTo(new Momentum(0.95, Momentum.Form.NESTEROV, Momentum.Buffer.AVERAGE));
    assertThat(factory("optimizer: sgd\n").lane(Configuration.of(), 1, 9).optimizer().momentum())
        .isEqualTo(Momentum.NONE);
    assertThat(
            factory("optimizer: sgd\nnesterov: true\nmomentum: 0.5\n")
                .lane(Configuration.of(), 1, 9)
                .optimizer()
                .momentum())
        .isEqualTo(new Momentum(0.5, Momentum.Form.NESTEROV));
  }

  /** The factory of a sweep file with these lines under {@code training}. */
  private StackFactory factory(String training) {
    String text =
        """
        schema: 1
        sweep: sample
        data: {source: text, path: data.txt, sequence-length: 16}
        model: {family: transformer, width: 32, head-size: 16, depth: 2}
        parametrization: {epsilon: per-class}
        search: {trials: 4, space: {learning-rate: {log-uniform: [0.001, 0.1]}}}
        transfer: {width: 128}
        training:
          steps: 100
          batch-size: 4
        """
            + training.indent(2);
    try {
      Path file = Files.writeString(directory.resolve("s.yaml"), text);
      return new StackFactory(SweepSpecReader.open(file).spec(), TOKENS);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
