package org.musweep.pipeline.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class SparkHomeTest {

  @TempDir Path folder;

  @Test
  void scriptsRunWhereverTheyLieAndWhateverIsSaidToThem() throws Exception {
    SparkHome home = SparkHome.ofThisProcess(folder.resolve("it's \"$(touch here)\" `touch here`"));
    Path output = folder.resolve("output.txt");
    var builder =
        new ProcessBuilder(
                home.folder().resolve("bin/spark-submit").toString(),
                "--version",
                "--name",
                "$(touch here); `touch here` 'x\"")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().remove("SPARK_HOME");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(output, StandardCharsets.UTF_8)).contains("version 4.");
    assertThat(folder.resolve("here")).doesNotExist();
  }

  @Test
  void lacksNothingButFoldersOfClasses() {
    assertThat(SparkHome.ofThisProcess(folder.resolve("home")).missing())
        .allMatch(Files::isDirectory);
  }
}
