package org.musweep.mup.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.data.Offset;

/**
 * A table of docs/parametrization.md whose rows tests produce.
 *
 * <p>It stands between the lines {@code <!-- NAME: rows from tests -->} and {@code <!-- end of NAME
 * -->}. A row that differs from what a test finds fails that test; with the system property {@value
 * #UPDATE_PROPERTY} set to true the row is written instead. Measured numbers, {@code +0.26 ± 0.06},
 * may differ by {@value #TOLERANCE} from one machine to another.
 */
public final class DocumentTable {

  /** Says that rows are to be written rather than compared. */
  public static final String UPDATE_PROPERTY = "musweep.docs.update";

  private static final double TOLERANCE = 0.05;
  private static final Path DOCUMENT = Path.of("..", "docs", "parametrization.md");
  private static final Pattern MEASURED = Pattern.compile("([+-]\\d+\\.\\d+) ± (\\d+\\.\\d+)");

  private final Path document;
  private final String name;
  private final boolean update;

  DocumentTable(Path document, String name, boolean update) {
    this.document = document;
    this.name = name;
    this.update = update;
  }

  /** The table of that name. */
  public static DocumentTable of(String name) {
    return new DocumentTable(DOCUMENT, name, Boolean.getBoolean(UPDATE_PROPERTY));
  }

  /** Asserts that the row with this first cell stands in the table, or writes it. */
  public void check(List<String> row) {
    List<String> lines = lines();
    List<List<String>> rows = rows(lines);
    int at = rows.stream().map(cells -> cells.get(0)).toList().indexOf(row.get(0));
    if (update) {
      write(lines, rows.size(), at, row);
      return;
    }
    assertThat(at)
        .as(
            "row '%s' of table %s in %s, to be written with -D%s=true",
            row.get(0), name, document, UPDATE_PROPERTY)
        .isNotNegative();
    compare(rows.get(at), row);
  }

  /** The first cells of all rows. */
  public List<String> firstCells() {
    return rows(lines()).stream().map(row -> row.get(0)).toList();
  }

  private void compare(List<String> committed, List<String> found) {
    String what =
        "row '%s' of table %s in %s; if the change is meant, write it with -D%s=true"
            .formatted(found.get(0), name, document, UPDATE_PROPERTY);
    assertThat(committed).as(what).hasSameSizeAs(found);
    for (int i = 0; i < found.size(); i++) {
      Matcher was = MEASURED.matcher(committed.get(i));
      Matcher is = MEASURED.matcher(found.get(i));
      if (was.matches() && is.matches()) {
        for (int group = 1; group <= 2; group++) {
          assertThat(Double.parseDouble(was.group(group)))
              .as(what)
              .isCloseTo(Double.parseDouble(is.group(group)), Offset.offset(TOLERANCE));
        }
      } else {
        assertThat(committed.get(i)).as(what).isEqualTo(found.get(i));
      }
    }
  }

  private void write(List<String> lines, int rows, int at, List<String> row) {
    List<String> changed = new ArrayList<>(lines);
    String line = "| " + String.join(" | ", row) + " |";
    if (at < 0) {
      changed.add(firstRow(lines) + rows, line);
    } else {
      changed.set(firstRow(lines) + at, line);
    }
    try {
      Files.writeString(document, String.join("\n", changed) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + document, e);
    }
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(document);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + document, e);
    }
  }

  private List<List<String>> rows(List<String> lines) {
    return lines.subList(firstRow(lines), line(lines, "<!-- end of " + name + " -->")).stream()
        .map(line -> Arrays.stream(line.split("\\|")).skip(1).map(String::strip).toList())
        .toList();
  }

  /** Header and rule come first. */
  private int firstRow(List<String> lines) {
    return line(lines, "<!-- " + name + ": rows from tests -->") + 3;
  }

  private int line(List<String> lines, String marker) {
    int at = lines.indexOf(marker);
    assertThat(at).as("line '%s' in %s", marker, document).isNotNegative();
    return at;
  }
}
