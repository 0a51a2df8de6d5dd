package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.util.Utils;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.internal.config.ConfigEntry;
import org.apache.spark.resource.ResourceID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.musweep.jobs.SubmittedCommand.Ended;
import org.musweep.pipeline.testing.cluster.StandaloneCluster;

/** The files of Spark's settings that ship. */
class SparkConfTest {

  private static final Path CONF = Path.of("..", "conf").toAbsolutePath().normalize();

  /** Settings whose names end as the user likes. */
  private static final Pattern OPEN =
      Pattern.compile(
          "spark\\.executorEnv\\.[A-Z_]+|spark\\.kubernetes\\.executor\\.volumes\\.emptyDir\\.[a-z0-9-]+\\.mount\\.(path|readOnly)");

  /** Objects that register the settings they declare. */
  private static final List<String> REGISTRIES =
      List.of("org.apache.spark.internal.config.package$", "org.apache.spark.deploy.k8s.Config$");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "gpu", "kubernetes", "yarn"})
  void keysAreKnownToSpark(String cluster) throws Exception {
    for (String registry : REGISTRIES) {
      Class.forName(registry);
    }
    var properties = new Properties();
    try (var from = Files.newBufferedReader(file(cluster))) {
      properties.load(from);
    }

    assertThat(properties).isNotEmpty();
    for (String key : properties.stringPropertyNames()) {
      assertThat(isKnown(key)).as(key).isTrue();
    }
    assertThat(isKnown("spark.executor.coers")).isFalse();
    assertThat(isKnown("spark.yarn.queueue")).isFalse();
  }

  private static boolean isKnown(String key) throws IOException {
    List<String> resources =
        Stream.of("spark.executor", "spark.task", "spark.driver")
            .map(component -> new ResourceID(component, "gpu"))
            .flatMap(
                gpu -> Stream.of(gpu.amountConf(), gpu.discoveryScriptConf(), gpu.vendorConf()))
            .toList();
    return ConfigEntry.findEntry(key) != null
        || resources.contains(key)
        || OPEN.matcher(key).matches()
        || isOfYarn(key);
  }

  /**
   * Spark's YARN module of this version is on no registry that everyone can reach; the settings of
   * the one before cannot be registered beside this Spark, so they are looked for as constants.
   */
  private static boolean isOfYarn(String key) throws IOException {
    try (InputStream code =
        Objects.requireNonNull(
            ConfigEntry.class.getResourceAsStream(
                "/org/apache/spark/deploy/yarn/config/package$.class"))) {
      // A constant is its length in two bytes, and its text.
      String constant = (char) (key.length() >> 8) + "" + (char) (key.length() & 0xFF) + key;
      return new String(code.readAllBytes(), StandardCharsets.ISO_8859_1).contains(constant);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "gpu", "kubernetes", "yarn"})
  void settingsAreExplained(String cluster) throws IOException {
    boolean explained = false;
    for (String line : Files.readAllLines(file(cluster))) {
      explained = line.startsWith("#") || (explained && !line.isBlank());
      assertThat(line.isBlank() || explained).as(line).isTrue();
    }
    assertThat(Files.readString(file(cluster)).startsWith("# NOT RUN"))
        .isEqualTo(cluster.equals("kubernetes") || cluster.equals("yarn"));
  }

  @Test
  @Tag("spark")
  @Tag("djl")
  @Tag("slow")
  void sweepsRunWithThem() throws Exception {
    SmallSweep sweep = SmallSweep.in(folder).with("  lanes: auto", "  device: cpu");
    var size = StandaloneCluster.Size.of(2, 2).withGpus(1).withMegabytes(8192);
    try (StandaloneCluster cluster = StandaloneCluster.start(folder, size)) {
      var command = new SubmittedCommand(cluster.home(), folder);

      Ended gpu = command.run(options("gpu", cluster, unpacked()), "run", sweep.file());
      assertThat(gpu.exit()).as(gpu.output()).isZero();
      assertThat(gpu.output()).contains("wide run: application running", "train done:");

      Ended cpu =
          command.run(options("cpu", cluster, cache()), "sweep", sweep.file(), "--run-id", "cpu");
      assertThat(cpu.exit()).as(cpu.output()).isZero();
      assertThat(cpu.output()).contains("sweep done");
    }
  }

  private static Path file(String cluster) {
    return CONF.resolve("spark-%s.conf".formatted(cluster));
  }

  private static List<String> options(
      String name, StandaloneCluster cluster, List<String> environment) {
    List<String> options = new ArrayList<>();
    options.addAll(List.of("--master", cluster.master()));
    options.addAll(List.of("--properties-file", file(name).toString()));
    for (String variable : environment) {
      options.addAll(List.of("--conf", "spark.executorEnv." + variable));
    }
    return options;
  }

  /** Libtorch as it would be installed on workers, for CPUs. */
  private static List<String> unpacked() throws IOException {
    String version = Engine.getInstance().getVersion();
    try (Stream<Path> files = Files.list(Utils.getEngineCacheDir("pytorch"))) {
      Path libraries =
          files
              .filter(each -> each.getFileName().toString().startsWith(version))
              .findFirst()
              .orElseThrow();
      return Stream.concat(
              cache().stream(),
              Stream.of(
                  "PYTORCH_LIBRARY_PATH=" + libraries,
                  "PYTORCH_VERSION=" + version,
                  "PYTORCH_FLAVOR=cpu"))
          .toList();
    }
  }

  /** Where the natives of the class path are unpacked already. */
  private static List<String> cache() {
    return List.of("DJL_CACHE_DIR=" + Utils.getCacheDir());
  }
}
