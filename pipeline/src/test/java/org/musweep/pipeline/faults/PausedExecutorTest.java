package org.musweep.pipeline.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.pipeline.log.PackState;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.spark.FaultyTrials.Fault;
import org.musweep.pipeline.spark.FaultyTrials.Script;
import org.musweep.pipeline.table.CurveTable;
import org.musweep.pipeline.table.TrialRow;
import org.musweep.pipeline.table.TrialTable;
import org.musweep.pipeline.testing.Figures;
import org.musweep.pipeline.testing.cluster.StandaloneCluster;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.TrialSpec;

/**
 * Executors that are stopped in the middle of a pack, as by a long garbage collection, and go on.
 */
@Tag("faults")
@Tag("spark")
class PausedExecutorTest {

  private static final int HEARTBEAT_SECONDS = 1;
  private static final int GRACE_SECONDS = 8;
  private static final StandaloneCluster.Size SIZE = StandaloneCluster.Size.of(2, 1);

  @TempDir private Path folder;

  @Test
  void executorThatIsSilentForThreeHeartbeatsIsNotLost() throws Exception {
    ClusterDriver driver = ClusterDriver.halving(Driver.local(folder.resolve("run")), 24, 4);
    try (StandaloneCluster cluster = StandaloneCluster.start(folder, SIZE)) {
      Process process = start(driver, cluster, Fault.NONE);
      ProcessHandle executor = Progress.awaitAny(process, driver::executorThatHasJustBegun);
      signal(executor, "STOP");
      assertThat(process.waitFor(3L * HEARTBEAT_SECONDS, TimeUnit.SECONDS)).isFalse();
      signal(executor, "CONT");

      assertThat(Progress.exit(process)).isZero();
    }
    StudyState end = driver.state();
    assertThat(Outcome.of(end)).isEqualTo(driver.undisturbed(folder.resolve("undisturbed")));
    assertThat(end.packs(PackState.Status.KILLED)).isEmpty();
    assertThat(end.packs(PackState.Status.LOST)).isEmpty();
    Figures.of("F20", "below-grace")
        .with("secondsSilent", 3 * HEARTBEAT_SECONDS)
        .with("graceSeconds", GRACE_SECONDS)
        .with("packsLost", 0)
        .write(PausedExecutorTest.class);
  }

  /** Its worker is stopped too, or it would do as Spark says and kill it. */
  @Test
  void attemptThatComesBackAfterItsTrialsWereTrainedElsewhereIsNotCommitted() throws Exception {
    ClusterDriver driver = ClusterDriver.halving(Driver.local(folder.resolve("run")), 24, 4);
    try (StandaloneCluster cluster = StandaloneCluster.start(folder, SIZE)) {
      Process process = start(driver, cluster, Fault.LATE);
      ProcessHandle executor = Progress.awaitAny(process, driver::executorThatHasJustBegun);
      ProcessHandle worker = executor.parent().orElseThrow();
      signal(worker, "STOP");
      signal(executor, "STOP");
      Progress.await(process, () -> !driver.state().packs(PackState.Status.KILLED).isEmpty());
      Pack pack = driver.state().packs(PackState.Status.KILLED).get(0).pack();
      Progress.await(process, () -> committed(driver.state()).containsAll(pack.trials()));

      signal(executor, "CONT");
      Progress.await(executor, () -> hasStaged(pack));
      assertThat(Progress.exit(process)).isZero();
      signal(worker, "CONT");

      StudyState end = driver.state();
      assertThat(Outcome.of(end)).isEqualTo(driver.undisturbed(folder.resolve("undisturbed")));
      assertThat(end.pack(pack.id()).orElseThrow().status()).isEqualTo(PackState.Status.KILLED);
      assertThat(end.packs(PackState.Status.KILLED)).hasSize(1);
      assertThat(driver.tables().read(new CurveTable()))
          .noneMatch(row -> row.pack().equals(pack.id()))
          .extracting(row -> row.trial() + "/" + row.step())
          .doesNotHaveDuplicates();
      List<TrialRow> rows = driver.tables().read(TrialTable.ofAnySearch());
      assertThat(rows).hasSize(24).extracting(TrialRow::trial).doesNotHaveDuplicates();
      Figures.of("F12", "cluster")
          .with("lateAttempts", 1)
          .with("rowsOfTheLateAttempt", 0)
          .with("trialsCommittedTwice", 0)
          .with("outcome", "identical")
          .write(PausedExecutorTest.class);
    }
  }

  private static List<TrialSpec> committed(StudyState state) {
    return state.packs(PackState.Status.COMMITTED).stream()
        .flatMap(each -> each.pack().trials().stream())
        .toList();
  }

  /** The late attempt's curves wait in staging for a driver that does not want them. */
  private boolean hasStaged(Pack pack) {
    try (Stream<Path> files = Files.list(folder.resolve("run/staging"))) {
      return files.anyMatch(file -> file.getFileName().toString().startsWith(pack.id() + "-"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Process start(ClusterDriver driver, StandaloneCluster cluster, Fault fault) {
    Map<String, String> settings =
        Map.of(
            "spark.executor.cores", "1",
            "spark.default.parallelism", "2",
            "spark.executor.heartbeatInterval", HEARTBEAT_SECONDS + "s",
            "spark.network.timeout", GRACE_SECONDS + "s",
            "spark.network.timeoutInterval", "1s");
    return driver.start(cluster, Script.of(fault, 0, 2500), folder.resolve("said.txt"), settings);
  }

  private static void signal(ProcessHandle process, String name) throws Exception {
    String[] command = {"kill", "-" + name, Long.toString(process.pid())};
    assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
  }
}
