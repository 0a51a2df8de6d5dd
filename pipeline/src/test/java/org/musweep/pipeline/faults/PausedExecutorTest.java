package org.musweep.pipeline.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.pipeline.log.PackState;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.spark.FaultyTrials.Fault;
import org.musweep.pipeline.spark.FaultyTrials.Script;
import org.musweep.pipeline.testing.Figures;
import org.musweep.pipeline.testing.cluster.StandaloneCluster;

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
      Progress.await(process, () -> hasBegun(driver));
      ProcessHandle executor = cluster.executors().get(0);
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

  private static boolean hasBegun(ClusterDriver driver) {
    return driver.state().packs(PackState.Status.COMMITTED).size() >= 2
        && driver.state().packs(PackState.Status.RUNNING).size() >= 2;
  }

  private static void signal(ProcessHandle process, String name) throws Exception {
    String[] command = {"kill", "-" + name, Long.toString(process.pid())};
    assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
  }
}
