package org.musweep.jobs;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.launcher.SparkLauncher;
import org.musweep.pipeline.spark.SparkHome;

/**
 * Commands that are submitted by the script {@code spark-submit} of an installation.
 *
 * @param home the installation
 * @param folder for output
 */
record SubmittedCommand(SparkHome home, Path folder) {

  private static final int DEADLINE_SECONDS = 300;

  /** How a command ended, and all that it and Spark printed. */
  record Ended(int exit, String output) {}

  /** Submits a command with options of {@code spark-submit}, and waits for its end. */
  Ended run(List<String> options, String... arguments) throws IOException, InterruptedException {
    String classes =
        String.join(
            File.pathSeparator,
            home.missing().stream().map(each -> each.toAbsolutePath().toString()).toList());
    List<String> command = new ArrayList<>();
    command.add(home.folder().resolve("bin/spark-submit").toString());
    command.addAll(options);
    command.addAll(List.of("--class", Main.class.getName()));
    command.addAll(List.of("--conf", "spark.driver.extraClassPath=" + classes));
    command.addAll(List.of("--conf", "spark.executor.extraClassPath=" + classes));
    command.addAll(List.of("--conf", "spark.driver.host=127.0.0.1"));
    command.addAll(List.of("--conf", "spark.driver.bindAddress=127.0.0.1"));
    command.addAll(List.of("--conf", "spark.ui.enabled=false"));
    command.add(SparkLauncher.NO_RESOURCE);
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(folder, "submitted", ".txt");
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("SPARK_HOME", home.folder().toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new AssertionError("The command did not end: " + Files.readString(output));
    }
    return new Ended(process.exitValue(), Files.readString(output));
  }
}
