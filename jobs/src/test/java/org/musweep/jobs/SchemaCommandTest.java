package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SchemaCommandTest {

  @Test
  void printsTheSchemaThatShips() {
    CommandRun run = CommandRun.of("schema");

    assertThat(run.exit()).isZero();
    assertThat(Path.of("../conf/musweep.schema.json")).hasContent(run.out());
  }
}
