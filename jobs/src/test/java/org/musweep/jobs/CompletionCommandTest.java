package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script, in a real bash. */
@DisabledOnOs(OS.WINDOWS)
class CompletionCommandTest {

  @TempDir private Path folder;

  private List<String> completed(String... words) throws IOException, InterruptedException {
    Path script =
        Files.writeString(folder.resolve("completion"), CommandRun.of("completion").out());
    String program =
        "source '%s'; COMP_WORDS=(%s); COMP_CWORD=%d; _complete_musweep; printf '%%s\\n' \"${COMPREPLY[@]}\""
            .formatted(script, String.join(" ", words), words.length - 1);
    Process process =
        new ProcessBuilder("bash", "-c", program)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    return printed.lines().map(String::strip).toList();
  }

  @Test
  void completesCommands() throws Exception {
    assertThat(completed("musweep", "sta")).containsExactly("status");
    assertThat(completed("musweep", "''")).contains("run", "init", "validate", "completion");
  }

  @Test
  void completesOptionsOfACommand() throws Exception {
    assertThat(completed("musweep", "run", "--ou")).containsExactly("--output");
  }

  @Test
  void completesFamilies() throws Exception {
    assertThat(completed("musweep", "init", "tr")).containsExactly("transformer");
  }

  @Test
  void completesFiles() throws Exception {
    Files.writeString(folder.resolve("mine.yaml"), "");

    assertThat(completed("musweep", "run", "mi")).containsExactly("mine.yaml");
  }
}
