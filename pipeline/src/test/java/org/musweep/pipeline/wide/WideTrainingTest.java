package org.musweep.pipeline.wide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.musweep.mup.data.Dataset;
import org.musweep.mup.data.TokenDataset;
import org.musweep.pipeline.space.Setting;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.sweep.SweepSpecReader;
import org.musweep.pipeline.sweep.WideSpec.DivergenceWatch;
import org.musweep.pipeline.table.CurveRow;
import org.musweep.pipeline.testing.SmallSweeps;
import org.musweep.pipeline.trial.TrialResult;
import org.musweep.pipeline.trial.TrialShape;

@Tag("djl")
@Tag("spark")
class WideTrainingTest {

  private static final WideRun RUN =
      new WideRun(
          "wide",
          new TrialShape("maximal-update", 64, 1, 4, 120),
          org.musweep.pipeline.space.Configuration.of(Setting.of("learning-rate", 0.016)),
          9,
          1,
          40);

  @TempDir Path folder;
  private SmallSweeps sweeps;
  private SweepSpec spec;
  private Path data;

  @BeforeEach
  void prepare() throws IOException {
    sweeps = SmallSweeps.in(folder);
    spec = sweeps.spec("maximal-update");
    data = Path.of(new org.apache.hadoop.fs.Path(sweeps.data()).toUri().getPath());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "optimizer: adamw",
        "optimizer: muon, clip-norm: 0.5, init-scale.block.0: 0.5,"
            + " schedule: {shape: inverse-square-root, warmup: 0.1}"
      })
  void interruptedRunEndsAsAnUninterruptedOne(String training) {
    spec =
        SweepSpecReader.parse(
            sweeps.text("maximal-update").replace("optimizer: adamw", training), "small.yaml");
    try (Dataset dataset = TokenDataset.open(data, 32)) {
      WideOutcome whole = training("whole", dataset).train(RUN, Device.cpu(), new StopAt(999));

      assertThatThrownBy(() -> training("parts", dataset).train(RUN, Device.cpu(), new StopAt(60)))
          .isInstanceOf(CancellationException.class);
      WideOutcome resumed = training("parts", dataset).train(RUN, Device.cpu(), new StopAt(999));

      assertThat(resumed.resumedFrom()).isEqualTo(40);
      assertThat(loss(resumed)).isEqualTo(loss(whole));
      assertThat(resumed.curve()).isEqualTo(whole.curve());
    }
  }

  @Test
  void finishedRunIsNotTrainedAgain() {
    try (Dataset dataset = TokenDataset.open(data, 32)) {
      WideOutcome first = training("once", dataset).train(RUN, Device.cpu(), new StopAt(999));
      WideOutcome again = training("once", dataset).train(RUN, Device.cpu(), new StopAt(1));

      assertThat(again.resumedFrom()).isEqualTo(120);
      assertThat(loss(again)).isEqualTo(loss(first));
      assertThat(Files.exists(folder.resolve("once/model.safetensors"))).isTrue();
      assertThat(WideCurve.read(folder.resolve("once").toUri(), new Configuration()))
          .isEqualTo(first.curve());
    }
  }

  @Test
  void evaluatesOnItsOwnSchedule() {
    try (Dataset dataset = TokenDataset.open(data, 32)) {
      WideOutcome outcome =
          training("evaluated", dataset).train(run(30), Device.cpu(), new StopAt(999));

      assertThat(outcome.curve())
          .filteredOn(row -> Double.isFinite(row.validationLoss()))
          .extracting(CurveRow::step)
          .containsExactly(30, 40, 60, 80, 90, 120);
      assertThat(loss(outcome))
          .isEqualTo(loss(training("plain", dataset).train(RUN, Device.cpu(), new StopAt(999))));
    }
  }

  @Test
  void runThatLosesWhatItLearnedEndsAsDivergedAfterAWarning() {
    StopAt progress = new StopAt(999);
    // From step to step the loss of a batch goes up now and then, which these limits forbid.
    spec =
        SweepSpecReader.parse(
            sweeps.text("maximal-update").replaceAll("log-every: \\d+", "log-every: 1"),
            "small.yaml");
    WideRun strict =
        new WideRun(
            RUN.name(),
            RUN.shape(),
            org.musweep.pipeline.space.Configuration.of(Setting.of("learning-rate", 0.016)),
            RUN.seed(),
            1,
            40,
            40,
            new DivergenceWatch(1e-9, 1e-9));
    try (Dataset dataset = TokenDataset.open(data, 32)) {
      WideOutcome outcome = training("worse", dataset).train(strict, Device.cpu(), progress);

      assertThat(outcome.result())
          .isInstanceOfSatisfying(
              TrialResult.Diverged.class,
              diverged -> assertThat(diverged.reason()).contains("what was learned is lost"));
    }
    assertThat(progress.warnings).isNotEmpty();
    assertThat(folder.resolve("worse/model.safetensors")).doesNotExist();
  }

  private static WideRun run(int evaluateEvery) {
    return new WideRun(
        RUN.name(),
        RUN.shape(),
        RUN.configuration(),
        RUN.seed(),
        1,
        40,
        evaluateEvery,
        DivergenceWatch.DEFAULTS);
  }

  private WideTraining training(String name, Dataset dataset) {
    return WideTraining.into(folder.resolve(name).toUri(), spec, dataset, new Configuration());
  }

  private static double loss(WideOutcome outcome) {
    return ((TrialResult.Completed) outcome.result()).loss();
  }

  /** Asks to stop from a logged step on. */
  private static final class StopAt implements WideProgress {

    private final int step;
    private final List<String> warnings = new ArrayList<>();
    private int seen;

    StopAt(int step) {
      this.step = step;
    }

    @Override
    public void step(int now, int steps, double trainingLoss) {
      seen = now;
    }

    @Override
    public void warning(String text) {
      warnings.add(text);
    }

    @Override
    public boolean stopRequested() {
      return seen >= step;
    }
  }
}
