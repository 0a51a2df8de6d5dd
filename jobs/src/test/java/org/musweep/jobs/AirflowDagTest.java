package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.ParseResult;

/** The DAGs of {@code jobs/airflow}, by Python, and their commands by the command line's parser. */
class AirflowDagTest {

  private static final Path TESTS = Path.of("airflow/tests").toAbsolutePath();

  private record Outcome(int exit, String printed) {}

  private static Outcome python(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("python3", "-B"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(TESTS.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), printed);
  }

  @BeforeEach
  void needsPython() throws InterruptedException {
    boolean isThere;
    try {
      isThere =
          python("-c", "import sys; sys.exit(0 if sys.version_info >= (3, 9) else 1)").exit() == 0;
    } catch (IOException e) {
      isThere = false;
    }
    assumeThat(isThere).as("python3, from 3.9 on").isTrue();
  }

  @Test
  void structureAndOutcomesAreAsDescribed() throws Exception {
    Outcome outcome = python("-m", "unittest", "test_standin");

    assertThat(outcome.exit()).as(outcome.printed()).isZero();
    assertThat(outcome.printed()).containsPattern("Ran [1-9][0-9]* tests");
  }

  @Test
  void importsInARealAirflowWhereThereIsOne() throws Exception {
    Outcome outcome = python("-m", "unittest", "test_airflow");

    assertThat(outcome.exit()).as(outcome.printed()).isZero();
  }

  @Test
  void everyCommandIsOneThatTheCommandLineTakes() throws Exception {
    JsonNode dags = new ObjectMapper().readTree(python("describe.py").printed());

    assertThat(dags.size()).isEqualTo(3);
    for (JsonNode dag : dags) {
      Map<String, String> commands = new TreeMap<>();
      for (Map.Entry<String, JsonNode> task : dag.path("tasks").properties()) {
        List<String> words = new ArrayList<>();
        task.getValue().path("arguments").forEach(word -> words.add(word.asText()));
        if (!words.isEmpty()) {
          assertThat(task.getValue().path("class").asText()).isEqualTo(Main.class.getName());
          commands.put(task.getKey(), parsed(words));
        }
      }
      assertThat(commands)
          .isEqualTo(
              Map.of(
                  "coord_check", "coord-check",
                  "sweep", "sweep",
                  "select", "select",
                  "train", "train",
                  "report", "report"));
    }
  }

  /** The name of the command that words are parsed as; nothing is run. */
  private static String parsed(List<String> words) {
    var silent = new PrintStream(OutputStream.nullOutputStream());
    var console = new Console(InputStream.nullInputStream(), silent, silent, 0);
    ParseResult result =
        Main.commandLine(console, words).parseArgs(words.toArray(String[]::new)).subcommand();
    assertThat(result.matchedOptionValue("--run-id", "")).isEqualTo("2026-01-04T00-00-00-00-00");
    assertThat(result.matchedOptionValue("--output", "")).isEqualTo("/srv/musweep");
    Object file = result.matchedPositionalValue(0, new Object());
    assertThat(file).hasToString("/opt/musweep/conf/quickstart.yaml");
    return result.commandSpec().name();
  }
}
