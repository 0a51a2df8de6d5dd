package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, with a shell script in the place of Java. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

  private static final Path LAUNCHER = Path.of("../bin/musweep").toAbsolutePath().normalize();

  @TempDir private Path folder;

  private Path home;

  @BeforeEach
  void install() throws IOException {
    home = Files.createDirectories(folder.resolve("my home"));
    Files.createDirectories(home.resolve("bin"));
    Files.createDirectories(home.resolve("jobs/target"));
    Files.copy(LAUNCHER, home.resolve("bin/musweep"));
    Files.writeString(home.resolve("jobs/target/classpath.txt"), "a.jar:b.jar");
    assertThat(home.resolve("bin/musweep").toFile().setExecutable(true)).isTrue();
    script(
        "jdk/bin/java",
        """
        printf '<%s>\\n' "$@"
        echo "[W1 LegacyTypeDispatch.h:74] Warning: of no use" >&2
        echo "musweep: an error" >&2
        exit 5
        """);
  }

  private void script(String name, String text) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/usr/bin/env bash\n" + text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private record Outcome(int exit, List<String> out, List<String> err) {}

  private Outcome launch(String... arguments) throws IOException, InterruptedException {
    return launch(Map.of(), arguments);
  }

  private Outcome launch(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/musweep").toString());
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().remove("SPARK_HOME");
    builder.environment().put("JAVA_HOME", home.resolve("jdk").toString());
    builder.environment().putAll(environment);
    Path err = Files.createTempFile(folder, "err", ".txt");
    Process process = builder.redirectError(err.toFile()).start();
    List<String> out = lines(process.getInputStream());
    return new Outcome(process.waitFor(), out, linesUpTo("musweep: ", err));
  }

  /** The lines of a file that a filter may still be writing, the last of which is known. */
  private static List<String> linesUpTo(String start, Path file) throws IOException {
    Instant deadline = Instant.now().plusSeconds(10);
    List<String> lines = Files.readAllLines(file);
    while (lines.stream().noneMatch(line -> line.startsWith(start))
        && Instant.now().isBefore(deadline)) {
      Thread.onSpinWait();
      lines = Files.readAllLines(file);
    }
    return lines;
  }

  private static List<String> lines(InputStream stream) throws IOException {
    return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void passesArgumentsWithSpacesFromAnyFolder() throws Exception {
    Outcome outcome = launch("run", "my sweep.yaml", "--output", "a  b", "");

    assertThat(outcome.out()).endsWith("<run>", "<my sweep.yaml>", "<--output>", "<a  b>", "<>");
    assertThat(outcome.out())
        .contains("<org.musweep.jobs.Main>", "<-Dmusweep.home=%s>".formatted(home.toRealPath()))
        .contains("<-Dmusweep.columns=0>");
  }

  @Test
  void keepsTheExitCode() throws Exception {
    assertThat(launch("run").exit()).isEqualTo(5);
  }

  @Test
  void filtersOneWarningAndNothingElse() throws Exception {
    assertThat(launch("run").err()).containsExactly("musweep: an error");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void filterEndsWhenTheErrorStreamIsClosed() throws Exception {
    script("jdk/bin/java", "ls -l /proc/self/fd >descriptors.txt; echo 'musweep: an error' >&2");

    launch("run");

    assertThat(Files.readAllLines(folder.resolve("descriptors.txt")))
        .filteredOn(line -> line.contains(" -> pipe:"))
        .extracting(line -> line.replaceAll(".* (\\d+) -> .*", "$1"))
        .containsExactlyInAnyOrder("0", "2");
  }

  @Test
  void errorsPassTheLaunchersFilter() throws Exception {
    Files.writeString(
        home.resolve("jobs/target/classpath.txt"), System.getProperty("java.class.path"));
    var builder =
        new ProcessBuilder(home.resolve("bin/musweep").toString(), "run", "nothing.yaml")
            .directory(folder.toFile());
    builder.environment().remove("SPARK_HOME");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));

    Process process = builder.start();
    int exit = process.waitFor();

    assertThat(lines(process.getErrorStream()))
        .containsExactly(
            "musweep: nothing.yaml: no such file; needs a sweep file such as conf/quickstart.yaml");
    assertThat(exit).isEqualTo(2);
  }

  @Test
  void submitsItselfWhereThereIsASparkInstallation() throws Exception {
    script(
        "spark/bin/spark-submit", "printf '<%s>\\n' \"$@\"; echo 'musweep: submitted' >&2; exit 3");
    Files.writeString(home.resolve("jobs/target/jars.txt"), "/m2/a.jar:/m2/b.jar");
    Files.writeString(home.resolve("jobs/target/jobs-1.jar"), "");

    Outcome outcome =
        launch(
            Map.of(
                "SPARK_HOME",
                home.resolve("spark").toString(),
                "MUSWEEP_SPARK_OPTIONS",
                "--master yarn"),
            "run",
            "my sweep.yaml");

    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.out())
        .startsWith("<--master>", "<yarn>", "<--class>", "<org.musweep.jobs.Main>")
        .containsSubsequence("<--jars>", "</m2/a.jar,/m2/b.jar>")
        .endsWith(
            "<%s>".formatted(home.toRealPath().resolve("jobs/target/jobs-1.jar")),
            "<run>",
            "<my sweep.yaml>");
    assertThat(outcome.out())
        .anyMatch(word -> word.contains("\"-Dmusweep.home=%s\"".formatted(home)));
  }

  @Test
  void distributionNeedsNoBuild() throws Exception {
    Files.delete(home.resolve("jobs/target/classpath.txt"));
    for (String jar : List.of("jobs-1.jar", "api.jar", "natives.jar")) {
      Files.writeString(Files.createDirectories(home.resolve("lib")).resolve(jar), "");
    }
    script("spark/bin/spark-submit", "printf '<%s>\\n' \"$@\"; echo 'musweep: submitted' >&2");
    String real = home.toRealPath().toString();

    assertThat(launch("run").out())
        .containsSubsequence("<-cp>", "<%1$s/lib/*:%1$s/spark/jars/*>".formatted(real));
    assertThat(launch(Map.of("SPARK_HOME", real + "/spark"), "run").out())
        .containsSubsequence("<--jars>", "<%1$s/lib/api.jar,%1$s/lib/natives.jar>".formatted(real))
        .endsWith("<%s/lib/jobs-1.jar>".formatted(real), "<run>");
  }

  @Test
  void buildsOnFirstUseAndAfterAChangeOnly() throws Exception {
    script("tools/mvn", "echo built >>builds.txt; echo progress");
    Files.writeString(home.resolve("pom.xml"), "<project/>");
    Files.writeString(home.resolve("jobs/pom.xml"), "<project/>");
    Path source = Files.createDirectories(home.resolve("jobs/src/main")).resolve("A.java");
    Files.writeString(source, "class A {}");
    Files.createDirectories(home.resolve("conf"));
    Path conf = Files.writeString(home.resolve("conf/a.yaml"), "schema: 1");
    Map<String, String> environment =
        Map.of("PATH", home.resolve("tools") + ":" + System.getenv("PATH"));

    List<Outcome> outcomes = new ArrayList<>();
    outcomes.add(launch(environment, "run"));
    outcomes.add(launch(environment, "run"));
    assertThat(home.resolve("builds.txt")).hasContent("built");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
    outcomes.add(launch(environment, "run"));
    assertThat(home.resolve("builds.txt")).hasContent("built\nbuilt");

    assertThat(conf).exists();
    assertThat(outcomes)
        .allSatisfy(outcome -> assertThat(outcome.out()).doesNotContain("progress"))
        .allSatisfy(outcome -> assertThat(outcome.exit()).isEqualTo(5));
    assertThat(outcomes.get(0).err().get(0)).contains("building");
    assertThat(outcomes.get(1).err()).containsExactly("musweep: an error");
  }

  @Test
  void failedBuildEndsTheCommand() throws Exception {
    script("tools/mvn", "exit 1");
    Files.writeString(home.resolve("pom.xml"), "<project/>");
    Files.createDirectories(home.resolve("jobs/src/main"));

    Outcome outcome =
        launch(Map.of("PATH", home.resolve("tools") + ":" + System.getenv("PATH")), "run");

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).contains("musweep: the build failed");
    assertThat(outcome.out()).isEmpty();
  }
}
