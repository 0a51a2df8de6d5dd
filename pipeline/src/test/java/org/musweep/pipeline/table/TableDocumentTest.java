package org.musweep.pipeline.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableDocumentTest {

  @Test
  void everyTableAndColumnIsDescribed() throws IOException {
    String document = Files.readString(Path.of("../docs/tables.md"));
    List<Table<?>> tables =
        List.of(TrialTable.ofAnySearch(), new RungTable(), new CurveTable(), new CoordCheckTable());
    for (Table<?> table : tables) {
      String heading = "## %s, version %d\n".formatted(table.name(), table.version());
      assertThat(document).contains(heading);
      String section = document.substring(document.indexOf(heading) + heading.length());
      String own =
          section.contains("\n## ") ? section.substring(0, section.indexOf("\n## ")) : section;
      assertThat(table.schema().getFields())
          .allSatisfy(field -> assertThat(own).contains("\n| `" + field.name() + "` | "));
    }
  }
}
