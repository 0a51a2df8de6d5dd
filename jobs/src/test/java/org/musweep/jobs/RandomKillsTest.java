package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.pipeline.log.LogStore;
import org.musweep.pipeline.log.PackState;
import org.musweep.pipeline.log.Replay;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.table.CurveRow;
import org.musweep.pipeline.table.CurveTable;
import org.musweep.pipeline.table.TableFiles;
import org.musweep.pipeline.table.TrialRow;
import org.musweep.pipeline.table.TrialTable;
import org.musweep.pipeline.testing.Figures;
import org.musweep.pipeline.testing.cluster.StandaloneCluster;
import org.musweep.pipeline.trial.TrialResult;

/**
 * Real trials on two workers whose executors are killed at random, for as long as the sweep lasts.
 */
@Tag("faults")
class RandomKillsTest {

  private static final int TRIALS = 64;
  private static final int STEPS = 2400;
  private static final int SECONDS_BETWEEN = 5;
  private static final double PROBABILITY = 0.1;

  /** With this one kills begin early; nothing else is chosen by it. */
  private static final long SEED = 17;

  @TempDir private Path folder;

  @Test
  void everyTrialEndsOnceAndTheWinnerIsThatOfAnUndisturbedSweep() throws Exception {
    Path file = Files.writeString(folder.resolve("sweep.yaml"), sweepFile());
    int kills = 0;
    try (StandaloneCluster cluster =
        StandaloneCluster.start(folder, StandaloneCluster.Size.of(2, 1))) {
      ClusterCommand command = new ClusterCommand(cluster, folder);
      Process whole = start(command, file, "whole");
      assertThat(command.end(whole)).as(command.output("whole.txt")).isZero();

      Process process = start(command, file, "killed");
      command.await(process, "killed.txt", () -> isTraining("killed"));
      Random random = new Random(SEED);
      while (!process.waitFor(SECONDS_BETWEEN, TimeUnit.SECONDS)) {
        for (ProcessHandle executor : cluster.executors()) {
          if (random.nextDouble() < PROBABILITY && executor.destroyForcibly()) {
            kills++;
          }
        }
      }
      assertThat(command.end(process)).as(command.output("killed.txt")).isZero();
    }
    StudyState whole = state("whole");
    StudyState killed = state("killed");
    assertThat(kills).isGreaterThanOrEqualTo(2);
    assertThat(killed.packs(PackState.Status.KILLED)).isNotEmpty();
    assertThat(killed.packs(PackState.Status.LOST)).isEmpty();
    assertThat(killed.trials()).hasSize(TRIALS).allMatch(trial -> trial.ending().isPresent());
    assertThat(killed.counts().failed()).isZero();
    assertThat(ids(killed)).isEqualTo(ids(whole));
    assertThat(winner(killed).spec()).isEqualTo(winner(whole).spec());
    assertThat(killed.trials())
        .allSatisfy(
            trial ->
                assertThat(ends(trial))
                    .isEqualTo(ends(whole.trial(trial.spec().id()).orElseThrow())));

    List<TrialRow> rows = tables("killed").read(TrialTable.ofAnySearch());
    assertThat(rows).hasSize(TRIALS).extracting(TrialRow::trial).doesNotHaveDuplicates();
    List<CurveRow> curves = tables("killed").read(new CurveTable());
    assertThat(curves).extracting(row -> row.trial() + "/" + row.step()).doesNotHaveDuplicates();
    assertThat(curves).hasSameSizeAs(tables("whole").read(new CurveTable()));
    Figures.of("F5", "cluster")
        .with("trials", TRIALS)
        .with("executorsKilled", kills)
        .with("packsLost", killed.packs(PackState.Status.KILLED).size())
        .with("trialsThatEndedOnce", rows.size())
        .with("failedTrials", 0)
        .with("winner", "that of the undisturbed sweep")
        .write(RandomKillsTest.class);
  }

  private Process start(ClusterCommand command, Path file, String run) {
    return command.start(
        run + ".txt",
        Map.of("spark.executor.cores", "1"),
        "sweep",
        file.toString(),
        "--run-id",
        run);
  }

  private SweepLayout layout(String run) {
    return SweepLayout.of(folder.resolve("out").toString(), "kills", run);
  }

  private StudyState state(String run) {
    return Replay.of(LogStore.at(layout(run).log())).state();
  }

  private TableFiles tables(String run) {
    return TableFiles.of(layout(run), new Configuration());
  }

  private boolean isTraining(String run) {
    return Files.isDirectory(SweepLayout.local(layout(run).log()))
        && !state(run).packs(PackState.Status.RUNNING).isEmpty();
  }

  private static List<String> ids(StudyState state) {
    return state.trials().stream().map(trial -> trial.spec().id().value()).sorted().toList();
  }

  /** How a trial ended and after how many steps; losses may differ in their last digits. */
  private static String ends(TrialState trial) {
    TrialResult result = trial.result().orElseThrow();
    return result.status() + " at " + result.step();
  }

  private static TrialState winner(StudyState state) {
    return state.trials().stream()
        .filter(trial -> trial.result().orElseThrow() instanceof TrialResult.Completed)
        .min(Comparator.comparingDouble(trial -> trial.progress().loss()))
        .orElseThrow();
  }

  private String sweepFile() throws IOException {
    return """
    schema: 1
    sweep: kills
    seed: 5
    output: %s
    data:
      source: images
      path: %s
      pixels: pixels
      label: label
      height: 28
      width: 28
      classes: 10
      validation-examples: 1000
    model: {family: mlp, width: 32, base-width: 32, depth: 2}
    training: {optimizer: adam, steps: %d, batch-size: 16, log-every: 100, validation: {examples: 1000}}
    search:
      sampler: sobol
      trials: %d
      space:
        learning-rate: {log-uniform: [0.0005, 0.03]}
        output-multiplier: {log-uniform: [0.25, 8.0]}
      early-stopping: {rule: successive-halving, reduction-factor: 2, first-rung: 0.5}
    coord-check: {widths: [32, 64, 128], steps: 2, seeds: 2}
    transfer: {width: 64}
    execution: {lanes: 4}
    """
        .formatted(
            folder.resolve("out"),
            Path.of("..", "conf", "data", "mnist.parquet").toAbsolutePath(),
            STEPS,
            TRIALS);
  }
}
