package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The commands that musweep tells people to type mean what was said, whatever paths are called. */
@DisabledOnOs(OS.WINDOWS)
class CommandWordsTest {

  private static final List<String> HOSTILE =
      List.of(
          "run",
          "with space.yaml",
          "it's.yaml",
          "\"quoted\".yaml",
          "$(touch injected).yaml",
          "`touch injected`",
          "a;touch injected",
          "a\ntouch injected",
          "$HOME",
          "~",
          "*",
          "#",
          "",
          "--output=s3a://b/ü",
          "!!",
          "\\");

  @TempDir private Path folder;

  @Test
  void theShellReadsWhatWasMeant() throws Exception {
    String command = CommandWords.of(HOSTILE);
    String words = command.substring(command.indexOf("run"));
    Process shell =
        new ProcessBuilder("sh", "-c", "printf '%s\\0' " + words)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String seen = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(shell.waitFor()).isZero();
    assertThat(List.of(seen.split("\0", -1))).startsWith(HOSTILE.toArray(String[]::new));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whatInitSaysNextCanBeTyped() throws Exception {
    Path home = Files.createDirectories(folder.resolve("it's $(touch injected)"));
    Path file = home.resolve("a b.yaml");

    String said = CommandRun.of("init", "mlp", file.toString()).out();
    String next =
        said.lines().filter(line -> line.contains(" validate ")).findFirst().orElseThrow();
    Process shell =
        new ProcessBuilder(
                "sh", "-c", "printf '%s' " + next.substring(next.indexOf(" validate ") + 9))
            .directory(folder.toFile())
            .start();

    assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo(file.toString());
    assertThat(shell.waitFor()).isZero();
    assertThat(folder.resolve("injected")).doesNotExist();
  }
}
