package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "init",
        "validate",
        "data",
        "data prepare",
        "data import-idx",
        "data import-images",
        "run",
        "coord-check",
        "sweep",
        "select",
        "train",
        "control",
        "extend",
        "report",
        "export",
        "status",
        "clean",
        "completion"
      })
  void everyCommandHasHelpWithAnExample(String command) {
    var words = List.of((command + " --help").split(" "));

    CommandRun run = CommandRun.of(words.toArray(String[]::new));

    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .contains("Usage: musweep " + command)
        .containsPattern("Examples?:\\R  musweep " + command);
    assertThat(run.err()).isEmpty();
  }

  @Test
  void helpNamesEveryCommandAndEveryExitCode() {
    CommandRun run = CommandRun.of("--help");

    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .contains("init", "validate", "data", "run", "coord-check", "sweep", "select", "train")
        .contains("control", "report", "status", "clean");
    for (ExitCode code : ExitCode.values()) {
      assertThat(run.out()).containsPattern("\\b" + code.code() + "  +\\w");
    }
  }

  @Test
  void scriptsGetADocumentOfAWrongCommandLineToo() {
    CommandRun run = CommandRun.of("run", "--no-such-option", "a.yaml", "--json");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.out()).startsWith("{\"exitCode\":2,\"retryable\":false,\"problems\":[\"Unknown");
  }

  @Test
  void versionNamesWhatItRunsOn() {
    CommandRun run = CommandRun.of("--version");

    assertThat(run.exit()).isZero();
    assertThat(run.out()).containsPattern("musweep \\d+\\.\\d+").contains("Spark", "DJL", "Java");
  }

  @Test
  void suggestsTheCommandThatWasMeant() {
    CommandRun run = CommandRun.of("rum", "sweep.yaml");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("rum").contains("musweep run").contains("--help");
    assertThat(run.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "run", "run --no-such-option a.yaml", "control a.yaml --seeds 0"})
  void wrongCommandLinesHaveExitCodeTwo(String line) {
    String[] words = line.isEmpty() ? new String[0] : line.split(" ");

    CommandRun run = CommandRun.of(words);

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).startsWith("musweep: ").doesNotContain("\tat ");
  }

  @Test
  void namesTheRuleSetsThatThereAre() {
    CommandRun run = CommandRun.of("control", "a.yaml", "--rules", "maximal-update,kelvin");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("'kelvin'").contains("standard, maximal-update");
  }
}
