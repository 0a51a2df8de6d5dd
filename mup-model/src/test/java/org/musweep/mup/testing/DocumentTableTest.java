package org.musweep.mup.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentTableTest {

  @TempDir Path folder;

  private Path document;

  @BeforeEach
  void write() throws IOException {
    document = folder.resolve("page.md");
    Files.writeString(
        document,
        """
        # Page

        <!-- slopes: rows from tests -->
        | what | slope |
        | --- | --- |
        | a | +0.50 ± 0.02 |
        | b | none |
        <!-- end of slopes -->

        The rest.
        """);
  }

  private DocumentTable table(boolean update) {
    return new DocumentTable(document, "slopes", update);
  }

  @Test
  void acceptsWhatStandsThereAndSmallDifferencesOfMeasuredNumbers() {
    assertThatCode(() -> table(false).check(List.of("a", "+0.53 ± 0.01")))
        .doesNotThrowAnyException();
    assertThatCode(() -> table(false).check(List.of("b", "none"))).doesNotThrowAnyException();
    assertThat(table(false).firstCells()).containsExactly("a", "b");
  }

  @Test
  void staleRowFailsAndSaysHowToWriteIt() {
    for (List<String> row :
        List.of(
            List.of("a", "+0.61 ± 0.02"),
            List.of("a", "none"),
            List.of("b", "some"),
            List.of("b", "none", "more"),
            List.of("c", "none"))) {
      assertThatThrownBy(() -> table(false).check(row))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("row '" + row.get(0) + "' of table slopes")
          .hasMessageContaining("-Dmusweep.docs.update=true");
    }
  }

  @Test
  void updateReplacesAndAdds() throws IOException {
    table(true).check(List.of("a", "+0.61 ± 0.02"));
    table(true).check(List.of("c", "new"));
    assertThat(Files.readString(document))
        .contains("| a | +0.61 ± 0.02 |\n| b | none |\n| c | new |\n<!-- end of slopes -->\n\nThe")
        .startsWith("# Page\n")
        .endsWith("The rest.\n");
  }

  @Test
  void missingTableIsNamed() {
    assertThatThrownBy(() -> new DocumentTable(document, "parity", false).check(List.of("a")))
        .hasMessageContaining("<!-- parity: rows from tests -->");
  }
}
