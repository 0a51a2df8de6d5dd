package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.musweep.pipeline.sweep.ExecutionSpec;
import org.musweep.pipeline.sweep.ExecutionSpec.DeviceChoice;
import org.musweep.pipeline.sweep.ExecutionSpec.Lanes;

class ClusterSettingsTest {

  private static final String TASK = ClusterSettings.TASK_GPUS;
  private static final String EXECUTOR = ClusterSettings.EXECUTOR_GPUS;
  private static final Map<String, String> ONE_EACH = Map.of(TASK, "1", EXECUTOR, "2");

  @TempDir private Path folder;

  private static ClusterSettings settings(
      String master, int cores, DeviceChoice device, Map<String, String> keys) {
    var conf = new SparkConf(false).setMaster(master);
    keys.forEach(conf::set);
    return new ClusterSettings(
        conf, new ExecutionSpec("local[*]", cores, new Lanes.Auto(), device), Optional.empty());
  }

  private static List<String> problems(String master, Map<String, String> keys) {
    return settings(master, 1, DeviceChoice.AUTO, keys).problems();
  }

  @ParameterizedTest
  @ValueSource(strings = {"spark://host:7077", "yarn", "k8s://https://host"})
  void clusterMayHaveGpusOrNot(String master) {
    assertThat(problems(master, Map.of())).isEmpty();
    assertThat(problems(master, ONE_EACH)).isEmpty();
    assertThat(problems(master, Map.of(TASK, "0.25", EXECUTOR, "1"))).isEmpty();
    assertThat(settings(master, 4, DeviceChoice.GPU, ONE_EACH).problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {TASK_KEY, EXECUTOR_KEY, "spark.driver.resource.gpu.amount"})
  void gpusInLocalModeAreRefusedInsteadOfWaitedFor(String key) {
    for (String master : List.of("local", "local[2]", "local[*]", "local[2,3]")) {
      assertThat(problems(master, Map.of(key, "1")))
          .singleElement()
          .asString()
          .contains(key + " is 1", "the master is " + master);
    }
  }

  private static final String TASK_KEY = "spark.task.resource.gpu.amount";
  private static final String EXECUTOR_KEY = "spark.executor.resource.gpu.amount";

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "2", "0", "-1", "many", "NaN"})
  void shareOfAGpuIsOneOrLess(String amount) {
    assertThat(problems("yarn", Map.of(TASK, amount, EXECUTOR, "2")))
        .singleElement()
        .asString()
        .contains(TASK + " is " + amount, "must be 1, or a fraction");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.5", "0", "two"})
  void executorsHaveWholeGpus(String amount) {
    assertThat(problems("yarn", Map.of(TASK, "1", EXECUTOR, amount)))
        .containsExactly(
            "Spark's configuration: %s is %s; it must be a whole number from 1"
                .formatted(EXECUTOR, amount));
  }

  @ParameterizedTest
  @CsvSource({TASK_KEY + "," + EXECUTOR_KEY, EXECUTOR_KEY + "," + TASK_KEY})
  void oneKeyNeedsTheOther(String there, String missing) {
    assertThat(problems("yarn", Map.of(there, "1")))
        .singleElement()
        .asString()
        .contains(there + " is 1, but " + missing + " is not set");
  }

  @Test
  void deviceGpuNeedsGpus() {
    assertThat(settings("yarn", 1, DeviceChoice.GPU, Map.of()).problems())
        .singleElement()
        .asString()
        .contains(TASK + " is not set, but execution.device is gpu");
  }

  @Test
  void coresOfAPackAreThoseOfATask() {
    assertThat(settings("yarn", 4, DeviceChoice.CPU, Map.of("spark.task.cpus", "2")).problems())
        .singleElement()
        .asString()
        .contains("spark.task.cpus is 2, but execution.cores-per-pack is 4");
    assertThat(
            settings("yarn", 4, DeviceChoice.CPU, Map.of("spark.executor.cores", "2")).problems())
        .singleElement()
        .asString()
        .contains("spark.executor.cores is 2, but a pack needs 4 cores");
  }

  @Test
  void localClusterNeedsAnInstallationWithRoomForAPack() throws IOException {
    Files.createDirectories(folder.resolve("jars"));
    var bare = settings("local-cluster[2, 1, 512]", 2, DeviceChoice.AUTO, ONE_EACH);
    assertThat(bare.problems())
        .hasSize(4)
        .anyMatch(line -> line.contains("SPARK_HOME is not set; it must be the folder"))
        .anyMatch(line -> line.contains("with 1 cores a worker, but a pack needs 2"))
        .anyMatch(line -> line.contains("spark.executor.memory is 1g"))
        .anyMatch(line -> line.contains("spark.worker.resource.gpu.discoveryScript"));
    var elsewhere = new ClusterSettings(bare.conf(), bare.execution(), Optional.of(Path.of("x")));
    assertThat(elsewhere.problems()).anyMatch(line -> line.contains("SPARK_HOME is 'x'"));

    var good =
        settings(
            "local-cluster[2,2,1024]",
            2,
            DeviceChoice.AUTO,
            Map.of(
                TASK,
                "0.5",
                EXECUTOR,
                "1",
                "spark.worker.resource.gpu.amount",
                "1",
                "spark.worker.resource.gpu.discoveryScript",
                "/gpus.sh"));
    assertThat(new ClusterSettings(good.conf(), good.execution(), Optional.of(folder)).problems())
        .isEmpty();
    assertThat(good.isLocal()).isFalse();
    assertThat(problems("local-cluster[2]", Map.of()))
        .singleElement()
        .asString()
        .contains("must be local-cluster[WORKERS,CORES,MEGABYTES]");
  }

  @Test
  void localModeSaysHowManyCoresItHas() {
    assertThat(settings("local", 2, DeviceChoice.AUTO, Map.of()).cores()).isEqualTo(1);
    assertThat(settings("local[3]", 2, DeviceChoice.AUTO, Map.of()).cores()).isEqualTo(3);
    assertThat(settings("yarn", 2, DeviceChoice.AUTO, Map.of()).cores()).isEqualTo(2);
  }
}
