package org.musweep.pipeline.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunStatusTest {

  private static final Instant AT = Instant.parse("2026-01-04T00:00:00Z");

  @TempDir Path folder;

  private final Documents documents = Documents.of(new Configuration());

  @Test
  void readsBackAndLeavesNothingBesideIt() throws IOException {
    Path file = folder.resolve("run/status.json");
    List<RunStatus.Count> counts = new StudyCounts(1, 2, 3, 4, 5, 6, 7).counts();
    var running =
        new RunStatus("sweep", RunStatus.State.RUNNING, OptionalInt.empty(), false, counts, AT);
    var held = new RunStatus("sweep", RunStatus.State.FAILED, OptionalInt.of(6), true, counts, AT);

    running.write(documents, file.toUri());
    assertThat(RunStatus.read(documents, file.toUri())).contains(running);
    held.write(documents, file.toUri());
    assertThat(RunStatus.read(documents, file.toUri())).contains(held);
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void formIsStable() {
    Path file = folder.resolve("status.json");
    new RunStatus(
            "select",
            RunStatus.State.DONE,
            OptionalInt.of(0),
            false,
            List.of(new RunStatus.Count("completed", 24)),
            AT)
        .write(documents, file.toUri());
    assertThat(file)
        .content()
        .isEqualTo(
            """
            {
              "step" : "select",
              "state" : "done",
              "exitCode" : 0,
              "retryable" : false,
              "updated" : "2026-01-04T00:00:00Z",
              "counts" : {
                "completed" : 24
              }
            }
            """);
  }

  @Test
  void fileThatIsNoStatusIsNamed() throws IOException {
    Path file = folder.resolve("status.json");
    Files.writeString(file, "{\"step\": \"sweep\"}");
    assertThatThrownBy(() -> RunStatus.read(documents, file.toUri()))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("Cannot read " + file.toUri())
        .hasMessageContaining("Invalid counts: missing (must be an object)");
  }
}
