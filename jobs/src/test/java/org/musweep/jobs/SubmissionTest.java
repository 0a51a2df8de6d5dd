package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.pipeline.sweep.SweepSpecReader;

/** What the wide run's own application asks the cluster for. */
class SubmissionTest {

  private static final String MASTER = "spark.master";

  @TempDir Path folder;

  private Map<String, String> settings(String execution) {
    SmallSweep sweep = SmallSweep.in(folder).with("  lanes: auto", execution);
    System.setProperty(MASTER, "spark://127.0.0.1:7077");
    System.setProperty("spark.executor.cores", "1");
    System.setProperty("spark.task.cpus", "1");
    try {
      return Submission.of(SweepSpecReader.read(Path.of(sweep.file()))).settings();
    } finally {
      System.clearProperty(MASTER);
      System.clearProperty("spark.executor.cores");
      System.clearProperty("spark.task.cpus");
    }
  }

  @Test
  void oneExecutorWithAllItsCoresForOneTask() {
    assertThat(settings("  wide: {cores: 3, memory: 4g, memory-overhead: 2g}"))
        .containsEntry("spark.executor.instances", "1")
        .containsEntry("spark.executor.cores", "3")
        .containsEntry("spark.task.cpus", "3")
        .containsEntry("spark.cores.max", "3")
        .containsEntry("spark.executor.memory", "4g")
        .containsEntry("spark.executor.memoryOverhead", "2g")
        .containsEntry("spark.dynamicAllocation.enabled", "false")
        .doesNotContainKeys("spark.executor.resource.gpu.amount", "spark.task.resource.gpu.amount");
  }

  @Test
  void oneGpuForTheExecutorAndItsTask() {
    assertThat(settings("  master: spark://127.0.0.1:7077\n  device: gpu"))
        .containsEntry("spark.executor.resource.gpu.amount", "1")
        .containsEntry("spark.task.resource.gpu.amount", "1")
        .doesNotContainKeys("spark.executor.memoryOverhead");
  }
}
