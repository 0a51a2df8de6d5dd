package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {

  @TempDir private Path folder;

  @Test
  void runThatIsNotThereIsRefused() {
    CommandRun run = CommandRun.of("export", SmallSweep.in(folder).file());

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("no run of a sweep is there");
  }

  @Test
  void runWithoutAWideModelSaysWhatToDo() throws IOException {
    SmallSweep sweep = SmallSweep.in(folder);
    Files.createDirectories(sweep.runFolder().resolve("log"));

    CommandRun run = CommandRun.of("export", sweep.file());

    assertThat(run.exit()).isEqualTo(4);
    assertThat(run.err())
        .isEqualTo(
            "musweep: export: there is no wide model in %s: run train first%n"
                .formatted(sweep.runFolder()));
    assertThat(sweep.runFolder().resolve("export")).doesNotExist();
  }
}
