package org.musweep.pipeline.testing.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.launcher.SparkLauncher;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole cluster of processes, and an application submitted to it by script. */
@Tag("spark")
class StandaloneClusterTest {

  @TempDir Path folder;

  @Test
  void applicationThatIsSubmittedFindsTheWorkersAndTheirGpus() throws Exception {
    StandaloneCluster.Size size = StandaloneCluster.Size.of(2, 2).withGpus(2);
    List<ProcessHandle> nodes = new ArrayList<>();
    String master = "";
    try (StandaloneCluster cluster = StandaloneCluster.start(folder, size)) {
      master = cluster.master();
      cluster.workers().forEach(worker -> nodes.add(worker.toHandle()));
      SparkLauncher launcher =
          new SparkLauncher()
              .setJavaHome(System.getProperty("java.home"))
              .setSparkHome(cluster.home().folder().toString())
              .setMainClass(ResourceProbe.class.getName())
              .setAppResource(SparkLauncher.NO_RESOURCE)
              .setConf("spark.executor.resource.gpu.amount", "2")
              .setConf("spark.task.resource.gpu.amount", "1")
              .addAppArgs(folder.resolve("found.txt").toString());
      cluster.settings().forEach(launcher::setConf);
      Process submitted =
          launcher
              .redirectError(new File(folder + "/app.log"))
              .redirectOutput(new File(folder + "/app.out"))
              .launch();

      assertThat(submitted.waitFor(120, TimeUnit.SECONDS)).isTrue();
      assertThat(submitted.exitValue()).as(Files.readString(folder.resolve("app.log"))).isZero();
    }

    List<String> found = Files.readAllLines(folder.resolve("found.txt"));
    assertThat(found).hasSize(4).allMatch(line -> line.matches("[01] gpu [01]"));
    assertThat(found).doesNotHaveDuplicates();
    assertThat(nodes).noneMatch(ProcessHandle::isAlive);
    int port = Integer.parseInt(master.substring(master.lastIndexOf(':') + 1));
    try (var again = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(again.isBound()).isTrue();
    }
  }

  @Test
  void nodesEndWhenTheParentIsKilled() throws Exception {
    Process parent = parent();
    List<Long> nodes = new ArrayList<>();
    for (String pid : parent.inputReader().readLine().split(" ", -1)) {
      nodes.add(Long.valueOf(pid));
    }
    parent.destroyForcibly().waitFor();

    assertThat(nodes).hasSize(2);
    for (long pid : nodes) {
      var node = ProcessHandle.of(pid);
      if (node.isPresent()) {
        node.get().onExit().get(60, TimeUnit.SECONDS);
      }
    }
  }

  private Process parent() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            ClusterParent.class.getName(),
            folder.toString()));
    return new ProcessBuilder(command).redirectError(new File(folder + "/parent.log")).start();
  }
}
