package org.musweep.jobs;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.launcher.SparkAppHandle;
import org.apache.spark.launcher.SparkLauncher;
import org.musweep.pipeline.spark.SparkHome;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.sweep.WideSpec.Resources;

/**
 * Submits the wide run as a Spark application of its own, with the Spark installation of {@code
 * SPARK_HOME}, or else one made of the jars that this process runs with.
 *
 * <p>Its settings are those of this application but for the resources, and go through a file that
 * only the user can read, since a command line can be read by everyone on the machine.
 */
final class Submission {

  /** Settings that belong to one application and not to the next. */
  private static final Set<String> OWN =
      Set.of(
          "spark.app.id",
          "spark.app.name",
          "spark.app.startTime",
          "spark.app.submitTime",
          "spark.driver.port",
          "spark.driver.blockManager.port",
          "spark.master",
          "spark.submit.deployMode",
          "spark.submit.pyFiles",
          "spark.ui.port",
          "spark.executor.id",
          "spark.cores.max",
          "spark.executor.cores",
          "spark.executor.instances",
          "spark.task.cpus",
          "spark.jars",
          "spark.dynamicAllocation.enabled",
          "spark.task.resource.gpu.amount",
          "spark.executor.resource.gpu.amount");

  private final SweepSpec spec;
  private final SparkConf conf;
  private final SparkHome home;

  private Submission(SweepSpec spec, SparkConf conf, SparkHome home) {
    this.spec = spec;
    this.conf = conf;
    this.home = home;
  }

  static Submission of(SweepSpec spec) {
    SparkConf conf = Sessions.configuration(spec);
    String given = Optional.ofNullable(System.getenv("SPARK_HOME")).orElse("");
    Path made =
        Path.of(
            System.getProperty("java.io.tmpdir"),
            "musweep-spark-%s-%x"
                .formatted(
                    System.getProperty("user.name"),
                    System.getProperty("java.class.path").hashCode()));
    return new Submission(
        spec,
        conf,
        given.isEmpty() ? SparkHome.ofThisProcess(made) : new SparkHome(Path.of(given)));
  }

  /** Starts the application; its output goes to a file. */
  SparkAppHandle start(List<String> arguments, Path log) {
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      Path settings = settingsFile();
      SparkLauncher launcher =
          new SparkLauncher(Map.of("SPARK_SCALA_VERSION", "2.13"))
              .setJavaHome(System.getProperty("java.home"))
              .setSparkHome(home.folder().toString())
              .setMaster(conf.get("spark.master"))
              .setDeployMode("client")
              .setPropertiesFile(settings.toString())
              .setMainClass(Main.class.getName())
              .setAppResource(SparkLauncher.NO_RESOURCE)
              .addAppArgs(arguments.toArray(String[]::new))
              .redirectError()
              .redirectOutput(log.toFile());
      return launcher.startApplication(new Ended(settings));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot submit the wide run", e);
    }
  }

  /** The settings of the wide run's application. */
  Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    Arrays.stream(conf.getAll())
        .filter(entry -> !OWN.contains(entry._1()))
        .forEach(entry -> settings.put(entry._1(), entry._2()));
    Resources resources = spec.execution().wide().resources();
    String cores = Integer.toString(resources.cores());
    settings.put("spark.dynamicAllocation.enabled", "false");
    settings.put("spark.executor.instances", "1");
    settings.put("spark.executor.cores", cores);
    settings.put("spark.cores.max", cores);
    settings.put("spark.task.cpus", cores);
    settings.put("spark.task.maxFailures", "4");
    if (resources.gpus() > 0) {
      settings.put("spark.executor.resource.gpu.amount", Integer.toString(resources.gpus()));
      settings.put("spark.task.resource.gpu.amount", Integer.toString(resources.gpus()));
    }
    if (!resources.memory().isEmpty()) {
      settings.put("spark.executor.memory", resources.memory());
    }
    if (!resources.memoryOverhead().isEmpty()) {
      settings.put("spark.executor.memoryOverhead", resources.memoryOverhead());
    }
    String jars = jars();
    if (!jars.isEmpty()) {
      settings.put("spark.jars", jars);
    }
    return settings;
  }

  /** What the installation lacks; folders of classes are given by the class path alone. */
  private String jars() {
    Stream<String> given = Stream.of(conf.get("spark.jars", "").split(","));
    Stream<String> own =
        home.missing().stream().filter(Files::isRegularFile).map(jar -> jar.toUri().toString());
    return Stream.concat(given, own)
        .filter(jar -> !jar.isEmpty())
        .distinct()
        .collect(Collectors.joining(","));
  }

  private Path settingsFile() throws IOException {
    var properties = new Properties();
    settings().forEach(properties::setProperty);
    var text = new StringWriter();
    properties.store(text, null);
    // Created for the user alone, which is what the JDK does for temporary files.
    Path file = Files.createTempFile("musweep-wide", ".conf");
    if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
    return Files.writeString(file, text.toString());
  }

  /** Deletes the settings when the application has read them. */
  private record Ended(Path settings) implements SparkAppHandle.Listener {

    @Override
    public void stateChanged(SparkAppHandle handle) {
      if (handle.getState() == SparkAppHandle.State.RUNNING || handle.getState().isFinal()) {
        try {
          Files.deleteIfExists(settings);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }

    @Override
    public void infoChanged(SparkAppHandle handle) {}
  }
}
