package org.musweep.pipeline.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.launcher.SparkLauncher;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.pipeline.testing.cluster.StandaloneCluster;

/** Packs on a cluster whose workers have two GPUs each, in name. */
@Tag("spark")
class GpuPacksTest {

  private static final int PACKS = 8;

  @TempDir private Path folder;

  @Test
  void packsShareAGpuWhereAFractionIsStated() throws Exception {
    List<String> files = run("0.5", 8, 2);

    // All ran at once, two on each GPU.
    assertThat(files).contains("slots-8");
    assertThat(byDevice(files))
        .hasSize(4)
        .allSatisfy((gpu, packs) -> assertThat(packs).isEqualTo(2));
  }

  @Test
  void packsAtOnceNeverShareAGpu() throws Exception {
    List<String> files = run("1", 4, 1);

    // Each pack has failed if another one was on the same GPU; the first four ran at once.
    assertThat(files).contains("slots-4").filteredOn(file -> file.startsWith("busy")).isEmpty();
    Map<String, Integer> packs = byDevice(files);
    assertThat(packs.keySet()).containsExactly("0-0", "0-1", "1-0", "1-1");
    assertThat(packs.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(PACKS);
  }

  private List<String> run(String share, int slots, int sharers) throws Exception {
    var size = StandaloneCluster.Size.of(2, 4).withGpus(2);
    List<ProcessHandle> processes = new ArrayList<>();
    try (StandaloneCluster cluster = StandaloneCluster.start(folder, size)) {
      SparkLauncher launcher =
          new SparkLauncher()
              .setJavaHome(System.getProperty("java.home"))
              .setSparkHome(cluster.home().folder().toString())
              .setMainClass(GpuPacks.class.getName())
              .setAppResource(SparkLauncher.NO_RESOURCE)
              .setConf("spark.executor.resource.gpu.amount", "2")
              .setConf("spark.task.resource.gpu.amount", share)
              .addAppArgs(
                  notes().toString(),
                  Integer.toString(slots),
                  Integer.toString(PACKS),
                  Integer.toString(sharers));
      cluster.settings().forEach(launcher::setConf);
      Process submitted =
          launcher
              .redirectError(new File(folder + "/app.log"))
              .redirectOutput(new File(folder + "/app.out"))
              .launch();
      assertThat(submitted.waitFor(120, TimeUnit.SECONDS)).isTrue();
      assertThat(submitted.exitValue()).as(Files.readString(folder.resolve("app.log"))).isZero();
      processes.addAll(cluster.executors());
      cluster.workers().forEach(worker -> processes.add(worker.toHandle()));
    }
    for (ProcessHandle process : processes) {
      process.onExit().get(60, TimeUnit.SECONDS);
    }
    try (Stream<Path> files = Files.list(notes())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private Path notes() throws IOException {
    return Files.createDirectories(folder.resolve("notes"));
  }

  private static Map<String, Integer> byDevice(List<String> files) {
    return files.stream()
        .filter(file -> file.startsWith("pack-"))
        .collect(
            Collectors.toMap(
                file -> file.replaceFirst(".*-on-", ""), file -> 1, Integer::sum, TreeMap::new));
  }
}
