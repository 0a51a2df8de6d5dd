package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.jobs.SubmittedCommand.Ended;
import org.musweep.pipeline.spark.SparkHome;
import org.musweep.pipeline.testing.cluster.StandaloneCluster;

/** Clusters whose GPUs exist in name only, and CPU natives. */
@Tag("spark")
@Tag("djl")
@Tag("slow")
class GpuClusterTest {

  private static final List<String> ONE_EACH =
      List.of(
          "--conf", "spark.executor.resource.gpu.amount=1",
          "--conf", "spark.task.resource.gpu.amount=1",
          "--conf", "spark.executor.memory=512m");

  @TempDir private Path folder;

  @Test
  void gpusThatCannotBeUsedAreRefusedBeforeAnythingIsWritten() throws Exception {
    SmallSweep sweep = SmallSweep.in(folder);
    List<String> uuids = List.of("GPU-3a1b-77", "MIG-9c-0");

    Ended named = submitted(sweep, uuids);
    assertThat(named.exit()).as(named.output()).isEqualTo(2);
    assertThat(named.output()).containsPattern("Cannot use GPU address '(GPU-3a1b-77|MIG-9c-0)'");
    assertThat(sweep.runFolder().getParent().getParent()).doesNotExist();

    Ended numbered = submitted(sweep, List.of("0", "1"));
    assertThat(numbered.exit()).as(numbered.output()).isEqualTo(2);
    assertThat(numbered.output())
        .containsPattern("Cannot train on GPU [01] of host 127.0.0.1, which Spark gave to a task");
    assertThat(sweep.runFolder().getParent().getParent()).doesNotExist();
  }

  private Ended submitted(SmallSweep sweep, List<String> addresses) throws Exception {
    var size = StandaloneCluster.Size.of(1, 1).withGpus(addresses);
    try (StandaloneCluster cluster = StandaloneCluster.start(folder, size)) {
      return new SubmittedCommand(cluster.home(), folder)
          .run(options("--master", cluster.master()), "run", sweep.file());
    }
  }

  @Test
  void localClusterTrainsWhereTheSweepFileSaysCpu() throws Exception {
    SmallSweep sweep = SmallSweep.in(folder).with("  lanes: auto", "  device: cpu");
    Path script = StandaloneCluster.discoveryScript(folder, List.of("0"));
    SparkHome home =
        SparkHome.ofThisProcess(
            Path.of(System.getProperty("java.io.tmpdir"), "spark-home-local-cluster"));
    List<String> options =
        options(
            "--master",
            "local-cluster[2,1,1024]",
            "--conf",
            "spark.worker.resource.gpu.amount=1",
            "--conf",
            "spark.worker.resource.gpu.discoveryScript=" + script);

    Ended ended = new SubmittedCommand(home, folder).run(options, "run", sweep.file());

    assertThat(ended.exit()).as(ended.output()).isZero();
    assertThat(ended.output()).contains("wide run: application running", "train done:");
  }

  private static List<String> options(String... more) {
    return Stream.concat(ONE_EACH.stream(), Stream.of(more)).toList();
  }
}
