package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
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
    Files.createDirectories(home.resolve("jdk/bin"));
    Files.copy(LAUNCHER, home.resolve("bin/musweep"));
    Files.writeString(home.resolve("jobs/target/classpath.txt"), "a.jar:b.jar");
    Path java =
        Files.writeString(
            home.resolve("jdk/bin/java"),
            """
            #!/usr/bin/env bash
            printf '<%s>\\n' "$@"
            echo "[W1 LegacyTypeDispatch.h:74] Warning: of no use" >&2
            echo "musweep: an error" >&2
            exit 5
            """);
    assertThat(java.toFile().setExecutable(true)).isTrue();
    assertThat(home.resolve("bin/musweep").toFile().setExecutable(true)).isTrue();
  }

  private record Outcome(int exit, List<String> out, List<String> err) {}

  private Outcome launch(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/musweep").toString());
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().remove("SPARK_HOME");
    builder.environment().put("JAVA_HOME", home.resolve("jdk").toString());
    Process process = builder.start();
    List<String> out = lines(process.getInputStream());
    List<String> err = lines(process.getErrorStream());
    return new Outcome(process.waitFor(), out, err);
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
}
