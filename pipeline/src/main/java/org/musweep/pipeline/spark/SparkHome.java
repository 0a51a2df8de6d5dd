package org.musweep.pipeline.spark;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What Spark calls {@code SPARK_HOME}: the folder whose {@code bin/spark-submit} starts
 * applications and whose {@code jars} their processes run with.
 *
 * @param folder an absolute one
 */
public record SparkHome(Path folder) {

  private static final String SUBMIT =
      """
      #!/usr/bin/env bash
      home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
      exec "$home/bin/spark-class" org.apache.spark.deploy.SparkSubmit "$@"
      """;

  /** The launcher prints a line end and then the words of a command, each ended by a zero byte. */
  private static final String CLASS =
      """
      #!/usr/bin/env bash
      export SPARK_HOME=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
      export SPARK_SCALA_VERSION=${SPARK_SCALA_VERSION:-2.13}
      java=java
      [ -n "${JAVA_HOME:-}" ] && java=$JAVA_HOME/bin/java
      words=()
      while IFS= read -r -d '' word; do
        words+=("$word")
      done < <("$java" -Xmx128m -cp "$SPARK_HOME/jars/*" org.apache.spark.launcher.Main "$@")
      [ "${#words[@]}" -gt 1 ] || exit 1
      words=("${words[@]:1}")
      words[0]=${words[0]#$'\\n'}
      exec "${words[@]}"
      """;

  /**
   * Makes a Spark installation of the jars that this process runs with: links to them, and the two
   * scripts that start an application. For machines that have a bash.
   *
   * @param folder for it; created if it is not there
   * @throws UncheckedIOException if the folder cannot be written
   */
  public static SparkHome ofThisProcess(Path folder) {
    try {
      Path jars = Files.createDirectories(folder.toAbsolutePath().resolve("jars"));
      Files.createDirectories(folder.resolve("conf"));
      for (Path jar : classPath().filter(Files::isRegularFile).toList()) {
        Path link = jars.resolve(jar.getFileName().toString());
        if (!Files.exists(link)) {
          Files.deleteIfExists(link);
          Files.createSymbolicLink(link, jar.toAbsolutePath());
        }
      }
      script(folder.resolve("bin/spark-submit"), SUBMIT);
      script(folder.resolve("bin/spark-class"), CLASS);
      return new SparkHome(folder.toAbsolutePath());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make a Spark installation in " + folder, e);
    }
  }

  /**
   * What this process runs with and the installation does not have: jars and folders of classes.
   */
  public List<Path> missing() {
    return classPath()
        .filter(Files::exists)
        .filter(
            entry ->
                Files.isDirectory(entry)
                    || !Files.exists(folder.resolve("jars").resolve(entry.getFileName())))
        .toList();
  }

  private static Stream<Path> classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .map(Path::of);
  }

  private static void script(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Path partial = Files.createTempFile(file.getParent(), "script", ".partial");
    Files.writeString(partial, text);
    if (!partial.toFile().setExecutable(true, true)) {
      throw new IOException("Cannot make " + partial + " executable");
    }
    Files.move(partial, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }
}
