package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every paragraph of every note, on the tables of a sweep that was run for it. */
@Tag("djl")
@Tag("spark")
class NotebookTest {

  private static final Path NOTES = Path.of("../notebooks");
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Set<String> CHARTS =
      Set.of("table", "multiBarChart", "lineChart", "scatterChart", "pieChart", "stackedAreaChart");

  private static final double FULL_WIDTH = 12;

  private static final Pattern SQL = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);

  @TempDir private static Path folder;

  private static SmallSweep sweep;
  private static NoteInterpreter interpreter;

  @BeforeAll
  static void prepare() {
    sweep =
        SmallSweep.in(folder)
            .with("sampler: sobol", "sampler: sobol\n  early-stopping: {rule: asha}")
            .with("trials: 4", "trials: 6");
    for (String step : List.of("coord-check", "sweep", "select")) {
      assertThat(CommandRun.of(step, sweep.file()).exit()).as(step).isIn(0, 5);
    }
    interpreter = NoteInterpreter.open(folder.resolve("notes"));
  }

  @AfterAll
  static void close() {
    interpreter.close();
  }

  static List<Path> notes() throws IOException {
    try (Stream<Path> files = Files.list(NOTES)) {
      return files.filter(file -> file.toString().endsWith(".zpln")).sorted().toList();
    }
  }

  private static JsonNode read(Path note) throws IOException {
    return MAPPER.readTree(Files.readAllBytes(note));
  }

  @ParameterizedTest
  @MethodSource("notes")
  void everyParagraphRunsAndItsChartsHaveTheirColumns(Path note) throws IOException {
    var forms =
        new NoteForms(
            Map.of(
                "run", sweep.runFolder().toString(),
                "first run", sweep.runFolder().toString(),
                "second run", sweep.runFolder().toString(),
                "search folder", folder.resolve("search").toString()));
    interpreter.bind("z", NoteForms.class, forms);
    int shown = 0;
    for (JsonNode paragraph : read(note).path("paragraphs")) {
      String text = paragraph.path("text").asText();
      String magic = text.substring(0, text.indexOf('\n'));
      String body = text.substring(text.indexOf('\n') + 1);
      switch (magic) {
        case "%md" -> assertThat(body).isNotBlank();
        case "%spark" -> assertThat(interpreter.run(body)).as(body).isEqualTo("Success");
        case "%spark.sql" -> {
          shown++;
          chart(paragraph, interpreter.session().sql(body));
        }
        default -> throw new AssertionError("Unknown interpreter " + magic);
      }
    }
    assertThat(shown).isPositive();
    assertThat(forms.asked()).isNotEmpty();
  }

  /** With Spark alone, as a person types them. */
  @Test
  void theQuestionsOfTheTablesPageHaveAnswers() {
    String page = new Documentation(Path.of("docs/tables.md")).text();
    List<String> statements =
        SQL.matcher(page)
            .results()
            .flatMap(block -> Arrays.stream(block.group(1).split(";")))
            .map(statement -> statement.strip().replace("out/quickstart/main", run()))
            .filter(statement -> !statement.isEmpty())
            .toList();

    assertThat(statements).hasSizeGreaterThan(8);
    for (String statement : statements) {
      List<Row> answer = interpreter.session().sql(statement).collectAsList();
      if (statement.startsWith("select")) {
        assertThat(answer).as(statement).isNotEmpty();
      }
    }
  }

  private static String run() {
    return sweep.runFolder().toString();
  }

  /** A chart that names a column the query does not give stays empty without a word. */
  private static void chart(JsonNode paragraph, Dataset<Row> table) {
    String title = paragraph.path("title").asText();
    JsonNode graph = paragraph.path("config").path("results").path("0").path("graph");
    List<String> columns = Arrays.asList(table.columns());
    assertThat(graph.path("mode").asText()).as(title).isIn(CHARTS);
    List<JsonNode> named = new ArrayList<>();
    for (String axis : List.of("keys", "groups", "values")) {
      graph.path(axis).forEach(named::add);
    }
    graph.path("setting").path("scatterChart").forEach(named::add);
    for (JsonNode column : named) {
      assertThat(columns).as(title).contains(column.path("name").asText());
      assertThat(columns.indexOf(column.path("name").asText()))
          .as(title)
          .isEqualTo(column.path("index").asInt());
    }
    if (!graph.path("mode").asText().equals("table")) {
      assertThat(named).as(title).isNotEmpty();
    }
    List<Row> rows = table.collectAsList();
    // All trials of a sweep this small may have completed.
    if (!title.startsWith("Trials that did not complete")) {
      assertThat(rows).as(title).isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("notes")
  void notesAreWithoutResultsAndImportable(Path note) throws IOException {
    JsonNode document = read(note);

    assertThat(document.path("name").asText()).startsWith("musweep/");
    assertThat(document.path("id").asText()).hasSize(9);
    assertThat(document.path("defaultInterpreterGroup").asText()).isEqualTo("spark");
    for (JsonNode paragraph : document.path("paragraphs")) {
      assertThat(paragraph.has("results")).isFalse();
      assertThat(paragraph.has("user")).isFalse();
      assertThat(paragraph.path("id").asText()).isNotBlank();
      assertThat(paragraph.path("text").asText()).startsWith("%");
    }
  }

  @ParameterizedTest
  @MethodSource("notes")
  void wordsStandBesideEveryChart(Path note) throws IOException {
    JsonNode paragraphs = read(note).path("paragraphs");
    for (int index = 0; index < paragraphs.size(); index++) {
      JsonNode chart = paragraphs.path(index);
      if (chart.path("text").asText().startsWith("%spark.sql")) {
        JsonNode words = paragraphs.path(index + 1);
        String title = chart.path("title").asText();
        assertThat(words.path("text").asText())
            .as(title)
            .startsWith("%md\n**")
            .hasSizeGreaterThan(80);
        double columns = width(chart) == FULL_WIDTH ? width(words) : width(chart) + width(words);
        assertThat(columns).as(title).isEqualTo(FULL_WIDTH);
      }
    }
  }

  private static double width(JsonNode paragraph) {
    return paragraph.path("config").path("colWidth").asDouble();
  }

  @Test
  void theInterpreterTellsWhatIsWrong() {
    assertThat(interpreter.run("val a: Int = \"text\"")).isEqualTo("Error");
    assertThat(interpreter.run("throw new IllegalStateException(\"no\")")).isEqualTo("Error");
    assertThat(
            interpreter.run(
                "case class Pair(a: Int); val total = spark.sparkContext.parallelize(1 to 3)"
                    + ".map(i => Pair(i)).map(_.a).sum(); assert(total == 6)"))
        .isEqualTo("Success");
  }
}
