package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole run whose wide model differs in width, depth, batch size and steps together. */
@Tag("spark")
@Tag("djl")
class BeyondWidthRunTest {

  @TempDir private Path folder;

  @Test
  void widthDepthBatchAndStepsChangeTogetherAndEveryFactorHasItsLaw() throws IOException {
    SmallSweep sweep =
        SmallSweep.in(folder)
            .with("rules: maximal-update", "rules: completep")
            .with("steps: 20", "steps: 20\n  weight-decay: 0.1\n  beta2: 0.95")
            .with("learning-rates: [0.004]", "learning-rates: [0.004], depths: [1, 2, 4]")
            .with("seeds: 2, learning-rates", "seeds: 2, on-failure: warn, learning-rates")
            .with(
                "transfer: {width: 128, check-widths: [64], seeds: 2}",
                "transfer: {width: 128, check-widths: [64], seeds: 2, depth: 2, check-depths: [2],"
                    + " batch-size: 8, steps: 40, batch-law: diffusion, duration-law:"
                    + " square-root}");

    CommandRun run = CommandRun.of("run", sweep.file());

    assertThat(run.exit()).as(run.out() + run.err()).isIn(0, 5);
    assertThat(run.out())
        .contains("over depth")
        .contains("transfer to width 128 (base 32), depth 2, batches of 8, 40 steps");
    String transfer = Files.readString(sweep.runFolder().resolve("transfer.json"));
    assertThat(transfer)
        .contains(
            "\"depthCheck\"",
            "completep by width, arXiv:2505.01618",
            "completep by depth, arXiv:2505.01618",
            "batch size: the same stochastic differential equation, arXiv:2205.10287",
            "duration: square-root",
            "its time scale is the same share of the steps, arXiv:2405.13698");
    if (run.exit() == 5) {
      CommandRun train = CommandRun.of("train", sweep.file());
      assertThat(train.exit()).as(train.out() + train.err()).isZero();
    }
    CommandRun export = CommandRun.of("export", sweep.file());
    assertThat(export.exit()).as(export.out() + export.err()).isZero();
    assertThat(Files.readString(sweep.runFolder().resolve("export/model.json")))
        .contains("\"multiplier\" : \"residual\"", "\"depth\" : 2");
  }

  @Test
  void noiseScaleThatTheFileLeavesOutIsMeasuredByTheFinalists() throws IOException {
    SmallSweep sweep =
        SmallSweep.in(folder)
            .with("steps: 20", "steps: 20\n  noise-every: 1\n  log-every: 2")
            .with(
                "transfer: {width: 128, check-widths: [64], seeds: 2}",
                "transfer: {width: 64, check-widths: [], seeds: 2, batch-size: 8, steps: 10,"
                    + " batch-law: noise-scale, check-batch-sizes: [8]}");

    CommandRun run = CommandRun.of("run", sweep.file());

    assertThat(run.exit()).as(run.out() + run.err()).isIn(0, 5);
    assertThat(run.out()).contains("noise scale: ");
    assertThat(Files.readString(sweep.runFolder().resolve("selection.json")))
        .contains("\"noiseScale\"");
    assertThat(Files.readString(sweep.runFolder().resolve("transfer.json")))
        .contains("\"batchSizeCheck\"")
        .contains("examples, measured by the finalists in the middle half of their steps");
    assertThat(run.out()).contains("; over batch size ");
    CommandRun again = CommandRun.of("select", sweep.file());
    assertThat(again.out()).as(again.out() + again.err()).contains("select done earlier");
    CommandRun train = CommandRun.of("train", sweep.file());
    assertThat(train.exit()).as(train.out() + train.err()).isZero();
    CommandRun report = CommandRun.of("report", sweep.file());
    assertThat(report.exit()).as(report.out() + report.err()).isZero();
    assertThat(Files.readString(sweep.runFolder().resolve("report/index.html")))
        .contains("Over the batch size");
  }
}
