package org.musweep.pipeline.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.pipeline.log.LogStore;
import org.musweep.pipeline.log.PackState;
import org.musweep.pipeline.log.Replay;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.testing.FailingTrialExecutor;
import org.musweep.pipeline.testing.Figures;
import org.musweep.pipeline.testing.QuadraticTrialExecutor;
import org.musweep.pipeline.testing.SweepSpecs;
import org.musweep.pipeline.testing.cluster.StandaloneCluster;
import org.musweep.pipeline.trial.TrialResult;

/** A trial that hangs for ever in one lane of its pack. */
@Tag("faults")
@Tag("spark")
class StalledTrainerTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  @TempDir private Path folder;

  @Test
  void localDriverEndsAndTheNextOnesTrainTheLanesOfThatPackAlone() throws Exception {
    Path said = folder.resolve("said.txt");
    URI run = Driver.local(folder.resolve("run"));
    Map<String, String> spark =
        Map.of(
            "spark.master", "local[2]",
            "spark.ui.enabled", "false",
            "spark.driver.host", "127.0.0.1",
            "spark.driver.bindAddress", "127.0.0.1",
            "spark.local.dir", folder.resolve("local").toString());

    assertThat(Progress.exit(StalledDriver.start(run, TIMEOUT, said, spark)))
        .as(() -> text(said))
        .isEqualTo(StalledDriver.STALLED);
    List<PackState> first = state(run).packs(PackState.Status.STALLED);
    assertThat(first).hasSize(1);
    assertThat(first.get(0).pack().trials()).hasSize(StalledDriver.LANES);
    assertThat(text(said)).contains("Pack p0001 made no step for 3s, and its thread cannot be");

    assertThat(Progress.exit(StalledDriver.start(run, TIMEOUT, said, spark)))
        .isEqualTo(StalledDriver.STALLED);
    assertThat(culprit(state(run)).result()).isPresent();

    assertThat(Progress.exit(StalledDriver.start(run, TIMEOUT, said, spark))).isZero();
    check(state(run));
    Figures.of("F8", "local")
        .with("hangsUntilTheTrialFailed", state(run).packs(PackState.Status.STALLED).size())
        .with("otherTrials", "identical")
        .write(StalledTrainerTest.class);
  }

  @Test
  void executorThatHangsIsEndedAndTheSearchGoesOn() throws Exception {
    Path said = folder.resolve("said.txt");
    URI run = Driver.local(folder.resolve("run"));
    List<ProcessHandle> left;
    try (StandaloneCluster cluster =
        StandaloneCluster.start(folder, StandaloneCluster.Size.of(1, 2))) {
      Map<String, String> spark = new LinkedHashMap<>(cluster.settings());
      spark.put("spark.executor.cores", "1");
      spark.put("spark.task.maxFailures", "1");

      int exit = Progress.exit(StalledDriver.start(run, TIMEOUT, said, spark));

      assertThat(exit).as(() -> text(said)).isZero();
      left = cluster.executors();
    }
    StudyState end = state(run);
    check(end);
    for (ProcessHandle executor : left) {
      executor.onExit().get(1, TimeUnit.MINUTES);
    }
    Figures.of("F8", "cluster")
        .with("executorsEnded", end.packs(PackState.Status.STALLED).size())
        .with("processesLeft", left.stream().filter(ProcessHandle::isAlive).count())
        .with("otherTrials", "identical")
        .write(StalledTrainerTest.class);
  }

  /** The trial that hangs has failed, and the others are as if it had failed by itself. */
  private void check(StudyState end) {
    assertThat(((TrialResult.Failed) culprit(end).result().orElseThrow()).reason())
        .isEqualTo("lost 2 times with its pack, the last time: made no step for 3s");
    List<Integer> lanes =
        end.packs(PackState.Status.STALLED).stream()
            .map(pack -> pack.pack().trials().size())
            .toList();
    assertThat(lanes).containsExactly(StalledDriver.LANES, 1);
    assertThat(end.packs(PackState.Status.LOST)).isEmpty();
    assertThat(others(end)).isEqualTo(others(undisturbed()));
  }

  private StudyState undisturbed() {
    URI run = Driver.local(folder.resolve("undisturbed"));
    try (var executor =
        FailingTrialExecutor.over(QuadraticTrialExecutor.pooled(SweepSpecs.BEST, 2))
            .throwing(trial -> trial.index() == StalledDriver.CULPRIT)) {
      StalledDriver.explore(run, executor);
    }
    return state(run);
  }

  private static List<Outcome.Trial> others(StudyState state) {
    String culprit = culprit(state).spec().id().value();
    return Outcome.of(state).trials().stream()
        .filter(trial -> !trial.id().equals(culprit))
        .toList();
  }

  private static TrialState culprit(StudyState state) {
    return state.trials().stream()
        .filter(trial -> trial.spec().index() == StalledDriver.CULPRIT)
        .findFirst()
        .orElseThrow();
  }

  private static StudyState state(URI run) {
    return Replay.of(LogStore.at(new SweepLayout(run).log())).state();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
