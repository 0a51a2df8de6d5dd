package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.pipeline.testing.cluster.StandaloneCluster;

/** Kills, for real, the wide run's driver, and then the command that had submitted it. */
@Tag("faults")
class SubmittedRunTest {

  @TempDir Path folder;
  private SmallSweep sweep;

  @Test
  void wideRunOutlivesItsDriverAndTheCommandThatSubmittedIt() throws Exception {
    sweep =
        SmallSweep.in(folder)
            .with(
                "transfer: {width: 128, check-widths: [64]",
                "transfer: {width: 512, check-widths: []")
            .with("steps: 20", "steps: 600")
            .with("trials: 4", "trials: 2");
    try (StandaloneCluster cluster =
        StandaloneCluster.start(folder, StandaloneCluster.Size.of(1, 1))) {
      ClusterCommand command = new ClusterCommand(cluster, folder);
      Process first = command.start("first.txt", Map.of(), "run", sweep.file());
      command.await(first, "first.txt", () -> checkpoint() >= 50);
      driver(first).orElseThrow().destroyForcibly();
      int before = checkpoint();
      command.await(first, "first.txt", () -> checkpoint() > before + 50);
      assertThat(command.output("first.txt")).contains("the wide run's application died at step");

      ProcessHandle driver = driver(first).orElseThrow();
      first.destroyForcibly().waitFor();
      assertThat(driver.isAlive()).isTrue();
      Process second = command.start("second.txt", Map.of(), "train", sweep.file());

      assertThat(command.end(second)).as(command.output("second.txt")).isZero();
      assertThat(command.output("second.txt")).contains("following the application app-");
      assertThat(Files.readString(sweep.runFolder().resolve("wide/result.json")))
          .containsPattern("\"resumed-from\" : [1-9]");
    }
  }

  private Optional<ProcessHandle> driver(Process command) {
    return command.descendants().filter(SubmittedRunTest::isDriver).findFirst();
  }

  private static boolean isDriver(ProcessHandle process) {
    return process
        .info()
        .arguments()
        .filter(
            words ->
                Arrays.asList(words).contains(WideCommand.NAME)
                    && Arrays.asList(words).contains("--application")
                    && Arrays.asList(words).contains("org.apache.spark.deploy.SparkSubmit"))
        .isPresent();
  }

  private int checkpoint() {
    Path wide = sweep.runFolder().resolve("wide");
    if (!Files.isDirectory(wide)) {
      return 0;
    }
    try (var files = Files.list(wide)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("checkpoint-\\d+\\.safetensors"))
          .mapToInt(name -> Integer.parseInt(name.replaceAll("\\D", "")))
          .max()
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
