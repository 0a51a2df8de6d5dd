package org.musweep.mup.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every row of the parity table has its file and its test, and every file has a row. That the
 * numbers of a row are true is asserted by the test that the row names.
 */
class ParityTableTest {

  private static final Path FILES = Path.of("src", "test", "resources", "reference");
  private static final Path TESTS = Path.of("src", "test", "java");

  /** Cases for the test of {@link ReferenceFixtures}, and a text. */
  private static final List<String> NO_REFERENCES = List.of("no-cases.json", "README.md");

  @Test
  void everyRowHasItsFileAndItsTest() {
    for (String cell : DocumentTable.of("parity").firstCells()) {
      String[] parts = cell.replace("`", "").split(", ", 2);
      assertThat(FILES.resolve(parts[0])).as("file of row %s", cell).exists();
      assertThat(files(TESTS))
          .as("test of row %s", cell)
          .anyMatch(path -> path.endsWith(parts[1] + ".java"));
    }
  }

  @Test
  void everyFileHasARow() {
    List<String> rows = DocumentTable.of("parity").firstCells();
    for (Path path : files(FILES)) {
      String name = FILES.relativize(path).toString().replace('\\', '/');
      if (!NO_REFERENCES.contains(name)) {
        assertThat(rows)
            .as("row of %s", name)
            .anyMatch(
                cell -> cell.startsWith("`" + name + "`") || cell.startsWith("`" + folder(name)));
      }
    }
  }

  /** Files of a folder may be counted together. */
  private static String folder(String name) {
    return name.contains("/") ? name.substring(0, name.indexOf('/')) + "`" : name + "`";
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + folder, e);
    }
  }
}
