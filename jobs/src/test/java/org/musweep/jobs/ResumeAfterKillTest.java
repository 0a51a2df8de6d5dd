package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.pipeline.log.LogStore;
import org.musweep.pipeline.log.Replay;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.selection.Selection;
import org.musweep.pipeline.selection.SelectionJson;
import org.musweep.pipeline.table.TableFiles;
import org.musweep.pipeline.table.TrialRow;
import org.musweep.pipeline.table.TrialTable;

/** Kills the driver's process, for real, and runs the same command again. */
@Tag("faults")
class ResumeAfterKillTest {

  private static final int DEADLINE_SECONDS = 300;

  @TempDir Path folder;

  @Test
  void killedRunEndsAsAnUndisturbedOneAndRepeatsNoTrial() throws Exception {
    Path file = Files.writeString(folder.resolve("killed.yaml"), sweepFile());
    assertThat(waitFor(start(file, "whole"))).isZero();

    kill(start(file, "killed"), () -> trials("killed").size() >= 3);
    List<String> before = trials("killed").stream().map(TrialRow::trial).toList();
    kill(start(file, "killed"), this::hasCheckpoint);
    assertThat(waitFor(start(file, "killed"))).isZero();

    List<String> after = trials("killed").stream().map(TrialRow::trial).toList();
    assertThat(after).doesNotHaveDuplicates().containsAll(before);
    assertThat(after)
        .containsExactlyInAnyOrderElementsOf(
            trials("whole").stream().map(TrialRow::trial).toList());
    assertThat(selection("killed").chosen()).isEqualTo(selection("whole").chosen());
    assertThat(wideLoss("killed")).isEqualTo(wideLoss("whole"));
    assertThat(trainedTwice("killed")).isEmpty();
  }

  /** Trials that the log says were trained over the same steps by two committed packs. */
  private List<String> trainedTwice(String runId) {
    return Replay.of(LogStore.at(layout(runId).log())).state().trials().stream()
        .filter(trial -> trial.trainings().size() > 2)
        .map(trial -> trial.spec().id().value())
        .toList();
  }

  private boolean hasCheckpoint() {
    Path wide = folder.resolve("out/kill/killed/wide");
    if (!Files.isDirectory(wide)) {
      return false;
    }
    try (var files = Files.list(wide)) {
      return files.anyMatch(file -> file.getFileName().toString().startsWith("checkpoint-"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void kill(Process process, BooleanSupplier when) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    while (!when.getAsBoolean()) {
      assertThat(process.waitFor(20, TimeUnit.MILLISECONDS))
          .as("the process ended before it was killed")
          .isFalse();
      assertThat(System.nanoTime()).isLessThan(deadline);
    }
    process.destroyForcibly().waitFor();
  }

  private static int waitFor(Process process) throws InterruptedException {
    assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private Process start(Path file, String runId) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens"))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-Dai.djl.offline=true",
            "-cp",
            System.getProperty("java.class.path"),
            "org.musweep.jobs.Main",
            "run",
            file.toString(),
            "--run-id",
            runId));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve(runId + ".log").toFile()))
        .start();
  }

  private List<TrialRow> trials(String runId) {
    return TableFiles.of(layout(runId), new Configuration()).read(TrialTable.ofAnySearch());
  }

  private Selection selection(String runId) {
    return SelectionJson.read(read(layout(runId), "selection.json"));
  }

  private String wideLoss(String runId) {
    return read(layout(runId), "wide/result.json")
        .lines()
        .filter(line -> line.contains("validation-loss"))
        .findFirst()
        .orElseThrow();
  }

  private static String read(SweepLayout layout, String name) {
    try {
      return Files.readString(SweepLayout.local(layout.place(name)));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private SweepLayout layout(String runId) {
    return SweepLayout.of(folder.resolve("out").toString(), "kill", runId);
  }

  private String sweepFile() {
    return """
        schema: 1
        sweep: kill
        seed: 3
        output: %s
        data: {source: text, path: %s, tokenizer: characters, sequence-length: 32}
        model: {family: transformer, width: 32, base-width: 32, depth: 1, head-size: 16}
        training: {optimizer: adamw, steps: 120, batch-size: 4, validation: {examples: 32}}
        search:
          sampler: sobol
          trials: 6
          space:
            learning-rate: {log-uniform: [0.008, 0.0625]}
          early-stopping: {rule: successive-halving, reduction-factor: 2, first-rung: 0.5}
          finalists: {count: 2, seeds: 2}
        coord-check: {widths: [32, 64, 128], steps: 3, seeds: 2, on-failure: warn}
        transfer: {width: 128, check-widths: [64]}
        execution: {lanes: 2}
        """
        .formatted(
            folder.resolve("out"), Path.of("..", "conf", "data", "moby-dick.txt").toAbsolutePath());
  }
}
