package org.musweep.pipeline.wide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private WideTraining training(String name, Dataset dataset) {
    return WideTraining.into(folder.resolve(name).toUri(), spec, dataset, new Configuration());
  }

  private static double loss(WideOutcome outcome) {
    return ((TrialResult.Completed) outcome.result()).loss();
  }

  /** Asks to stop from a logged step on. */
  private static final class StopAt implements WideProgress {

    private final int step;
    private int seen;

    StopAt(int step) {
      this.step = step;
    }

    @Override
    public void step(int now, int steps, double trainingLoss) {
      seen = now;
    }

    @Override
    public boolean stopRequested() {
      return seen >= step;
    }
  }
}
