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

/** A cluster that loses all its workers, and has none for a while. */
@Tag("faults")
@Tag("spark")
class ClusterGoneTest {

  private static final int SECONDS = 60;

  @TempDir private Path folder;

  @Test
  void driverWaitsForExecutorsAndNoTrialFailsForWantOfThem() throws Exception {
    ClusterDriver driver = ClusterDriver.halving(Driver.local(folder.resolve("run")), 24, 4);
    StandaloneCluster.Size size = StandaloneCluster.Size.of(2, 1);
    try (StandaloneCluster cluster = StandaloneCluster.start(folder, size)) {
      Process process =
          driver.start(
              cluster,
              Script.of(Fault.NONE, 0, 1500),
              folder.resolve("said.txt"),
              Map.of("spark.executor.cores", "1", "spark.default.parallelism", "2"));
      Progress.await(
          process,
          () ->
              driver.state().packs(PackState.Status.COMMITTED).size() >= 2
                  && driver.state().packs(PackState.Status.RUNNING).size() >= 2);

      cluster.killWorkers();
      assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as("the driver ended").isFalse();
      int committed = driver.state().packs(PackState.Status.COMMITTED).size();
      cluster.addWorkers(size);

      assertThat(Progress.exit(process)).isZero();
      StudyState end = driver.state();
      assertThat(Outcome.of(end)).isEqualTo(driver.undisturbed(folder.resolve("undisturbed")));
      assertThat(end.counts().failed()).isZero();
      Figures.of("F6", "cluster")
          .with("secondsWithoutAnExecutor", SECONDS)
          .with("packsDoneBefore", committed)
          .with("packsLost", end.packs(PackState.Status.KILLED).size())
          .with("failedTrials", 0)
          .with("outcome", "identical")
          .write(ClusterGoneTest.class);
    }
  }
}
