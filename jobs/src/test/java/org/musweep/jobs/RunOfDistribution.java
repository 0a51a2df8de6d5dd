package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The archive that the build makes, unpacked; run by Maven once the archive is there. */
@Tag("spark")
@Tag("djl")
@DisabledOnOs(OS.WINDOWS)
@EnabledIfSystemProperty(
    named = "musweep.distribution",
    matches = ".+",
    disabledReason = "the build runs this once the archive is made")
class RunOfDistribution {

  private static final String BINDING = "META-INF/services/org.slf4j.spi.SLF4JServiceProvider";

  @TempDir private static Path folder;

  private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

  private static Path home;

  @BeforeAll
  static void unpack() throws Exception {
    Path archive = Path.of(System.getProperty("musweep.distribution"));
    Process tar =
        new ProcessBuilder("tar", "-xzf", archive.toString(), "-C", folder.toString())
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).isZero();
    home = folder.resolve(archive.getFileName().toString().replace(".tar.gz", ""));
  }

  private record Ended(int exit, String output) {}

  private static Ended musweep(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    return run(Path.of("bin/musweep"), environment, arguments);
  }

  private static Ended run(Path program, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(folder, "output", ".txt");
    var builder =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().remove("SPARK_HOME");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("DJL_CACHE_DIR", folder.resolve("djl").toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    return new Ended(process.exitValue(), Files.readString(output));
  }

  @Test
  void sweepsWithAJdkAlone() throws Exception {
    Ended version = musweep(Map.of(), "--version");
    assertThat(version.exit()).as(version.output()).isZero();
    assertThat(version.output()).contains("musweep ").doesNotContain("unknown");

    Ended valid = musweep(Map.of(), "validate", "conf/quickstart.yaml");
    assertThat(valid.exit()).as(valid.output()).isZero();

    SmallSweep sweep = SmallSweep.in(folder);
    Ended swept = musweep(Map.of(), "sweep", sweep.file());
    assertThat(swept.exit()).as(swept.output()).isZero();
    assertThat(swept.output()).contains("sweep done");
  }

  /** The commands of docs/cluster.md, on GPUs that exist in name only. */
  @Test
  void guideLeadsFromNothingToAFinishedSweep() throws Exception {
    Path place = Files.createDirectories(folder.resolve("guide"));
    SmallSweep sweep = SmallSweep.in(place).with("  lanes: auto", "  device: cpu");
    Path gpus = Files.createDirectories(place.resolve("bin")).resolve("nvidia-smi");
    Files.writeString(gpus, "#!/bin/sh\nprintf '0\\n1\\n'\n");
    assertThat(gpus.toFile().setExecutable(true)).isTrue();
    Path settings = home.resolve("conf/spark-gpu.conf");
    Files.writeString(settings, placed(Files.readString(settings), place, 0));
    int port;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    String commands =
        BLOCK
            .matcher(Files.readString(home.resolve("docs/cluster.md")))
            .results()
            .map(block -> placed(block.group(1), place, port))
            .collect(Collectors.joining());
    Path output = place.resolve("output.txt");
    var shell =
        new ProcessBuilder("bash", "-e", "-c", "trap 'kill $(jobs -p) 2>&1' EXIT\n" + commands)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    String java = System.getProperty("java.home");
    shell.environment().put("JAVA_HOME", java);
    shell.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    shell
        .environment()
        .merge("PATH", gpus.getParent() + ":" + java + "/bin", (path, first) -> first + ":" + path);
    Process process = shell.start();
    try {
      assertThat(process.waitFor(8, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }

    assertThat(process.waitFor()).as(Files.readString(output)).isZero();
    assertThat(Files.readString(output)).contains("train done:");
    assertThat(sweep.runFolder().resolve("report/index.html")).exists();
  }

  private static String placed(String text, Path place, int port) {
    return text.replace("/opt/musweep", home.toString())
        .replace("/opt/libtorch", place.resolve("libtorch").toString())
        .replace("/tmp/musweep-djl", folder.resolve("djl").toString())
        .replace("/shared", place.toString())
        .replace("node0", "127.0.0.1")
        .replace("7077", Integer.toString(port))
        .replace("--webui-port 8080", "--webui-port 0");
  }

  /** The image itself has not been built: its steps are taken in a folder. */
  @Test
  void stepsOfTheContainerFileLeaveAnInstallationThatSweeps() throws Exception {
    Path place = Files.createDirectories(folder.resolve("image"));
    Path spark = Files.createDirectories(place.resolve("opt")).resolve("spark");
    // Of its own folder, since the steps add to it: links, as the jars are large.
    try (Stream<Path> files = Files.walk(home.resolve("spark"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path link = spark.resolve(home.resolve("spark").relativize(file).toString());
        Files.createDirectories(link.getParent());
        Files.createLink(link, file);
      }
    }
    Files.createDirectories(place.resolve("tmp"));

    Map<String, String> environment =
        new ImageSteps(home, place)
            .take(home.resolve("conf/Containerfile"), List.of("natives-cu128"));

    String version = environment.get("PYTORCH_VERSION");
    assertThat(jars("lib")).anyMatch(jar -> jar.startsWith("pytorch-native-cpu-" + version + "-"));
    assertThat(jars("spark/jars")).contains("spark-core_2.13-%s.jar".formatted(sparkOfTheImage()));
    assertThat(Path.of(environment.get("PYTORCH_LIBRARY_PATH"), "libtorch_cpu.so")).exists();
    SmallSweep sweep = SmallSweep.in(Files.createDirectories(place.resolve("sweep")));
    Path command = place.resolve("opt/musweep/bin/musweep");
    Ended swept = run(command, environment, "sweep", sweep.file());
    assertThat(swept.exit()).as(swept.output()).isZero();
    assertThat(swept.output()).contains("sweep done");
    assertThat(Path.of(environment.get("DJL_CACHE_DIR"), "pytorch")).isDirectory();
  }

  private static String sparkOfTheImage() throws IOException {
    return Files.readAllLines(home.resolve("conf/Containerfile")).stream()
        .filter(line -> line.startsWith("ARG BASE="))
        .map(line -> line.replaceAll("ARG BASE=apache/spark:([0-9.]+)-scala2.13-java17-.*", "$1"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void submitsItselfToItsOwnSpark() throws Exception {
    Ended ended = musweep(Map.of("SPARK_HOME", home.resolve("spark").toString()), "--version");

    assertThat(ended.exit()).as(ended.output()).isZero();
    assertThat(ended.output()).contains("musweep ");
  }

  @Test
  void everythingIsThereOnce() throws IOException {
    List<String> application = jars("lib");
    List<String> spark = jars("spark/jars");

    assertThat(application).doesNotContainAnyElementsOf(spark);
    assertThat(application).filteredOn(jar -> jar.startsWith("pytorch-native-")).hasSize(1);
    assertThat(application).noneMatch(jar -> jar.matches("(spark|scala|hadoop|log4j|slf4j)-.*"));
    assertThat(spark).anyMatch(jar -> jar.startsWith("spark-core_")).hasSizeGreaterThan(150);
  }

  @Test
  void applicationHasNeitherLibrariesNorALoggingBinding() throws IOException {
    for (String name : jars("lib")) {
      try (var jar = new JarFile(home.resolve("lib").resolve(name).toFile())) {
        assertThat(jar.getEntry(BINDING)).as(name).isNull();
        if (name.startsWith("jobs-")) {
          assertThat(jar.stream().filter(entry -> !entry.isDirectory()))
              .allMatch(entry -> entry.getName().matches("(org/musweep|META-INF)/.*"));
        }
      }
    }
  }

  private static List<String> jars(String where) throws IOException {
    try (Stream<Path> files = Files.list(home.resolve(where))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
