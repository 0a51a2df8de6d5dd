package org.musweep.pipeline.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs that older versions wrote are read, and gone on with. */
class OldLogTest {

  @TempDir private Path folder;

  @Test
  void logOfVersionOneIsReadAndContinued() throws Exception {
    copy("version-1");
    LogStore store = LogStore.at(folder.toUri());

    Replay replay = Replay.of(store);
    assertThat(replay.notes()).isEmpty();
    assertThat(replay.events()).hasSize(22);
    assertThat(replay.state().counts()).isEqualTo(new StudyCounts(0, 0, 0, 2, 0, 4, 0));
    assertThat(replay.state().trials().get(0).spec().id().value()).isEqualTo("x0000-8fe6f248");

    try (StudyLog log = StudyLog.open(store, new LeaseHolder(1, "host", 0))) {
      assertThat(log.epoch()).isEqualTo(2);
      log.append(List.of(new Event.StepFinished("later", "done")));
    }
    assertThat(Replay.of(store).events()).hasSize(23);
  }

  private void copy(String name) throws Exception {
    Path source = Path.of(OldLogTest.class.getResource(name).toURI());
    try (Stream<Path> files = Files.list(source)) {
      for (Path file : files.toList()) {
        copy(file);
      }
    }
  }

  private void copy(Path file) throws IOException {
    Files.copy(file, folder.resolve(file.getFileName().toString()));
  }
}
