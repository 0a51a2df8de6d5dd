package org.musweep.pipeline.spark;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What Spark calls {@code SPARK_HOME}: the folder whose {@code bin/spark-submit} starts
 * applications and whose {@code jars} their processes run with.
 *
 * @param folder an absolute one
 */
public record SparkHome(Path folder) {

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
      script(folder, "spark-submit");
      script(folder, "spark-class");
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

  private static void script(Path folder, String name) throws IOException {
    Path file = folder.resolve("bin").resolve(name);
    Files.createDirectories(file.getParent());
    Path partial = Files.createTempFile(file.getParent(), "script", ".partial");
    try (InputStream text =
        Objects.requireNonNull(SparkHome.class.getResourceAsStream(name), name)) {
      Files.copy(text, partial, StandardCopyOption.REPLACE_EXISTING);
    }
    if (!partial.toFile().setExecutable(true, true)) {
      throw new IOException("Cannot make " + partial + " executable");
    }
    Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
