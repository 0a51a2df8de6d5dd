package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateCommandTest {

  @TempDir private Path folder;

  @Test
  void saysWhatWouldRunAndWritesNothing() {
    SmallSweep sweep = SmallSweep.in(folder);
    List<Path> before = sweep.content();

    CommandRun run = CommandRun.of("validate", sweep.file());

    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .contains("[32, 64, 128] x 2 seeds")
        .contains("4 trials of learning-rate, 20 steps each")
        .contains("2 settings x 2 seeds")
        .contains("widths [64] x 3 learning rates x 2 seeds")
        .contains("width 128, 20 steps")
        .contains("maximal-update, parameters: ")
        .contains(sweep.runFolder().toString());
    assertThat(run.err()).isEmpty();
    assertThat(sweep.content()).isEqualTo(before);
  }

  @Test
  void tellsCautions() {
    SmallSweep sweep = SmallSweep.in(folder).with("maximal-update", "standard");

    CommandRun run = CommandRun.of("validate", sweep.file());

    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains("caution: ").contains("parametrization.rules");
  }

  @Test
  void scriptsGetADocument() throws Exception {
    SmallSweep sweep = SmallSweep.in(folder).with("maximal-update", "standard");

    JsonNode valid =
        new ObjectMapper().readTree(CommandRun.of("validate", sweep.file(), "--json").out());

    assertThat(valid.path("exitCode").asInt()).isZero();
    assertThat(valid.path("cautions").get(0).asText()).contains("parametrization.rules");
    assertThat(valid.path("outline")).isNotEmpty();
  }

  @Test
  void scriptsGetEveryProblemInADocument() throws Exception {
    SmallSweep sweep =
        SmallSweep.in(folder).with("trials: 4", "trials: four").with("seed: 7", "sed: 7");

    CommandRun run = CommandRun.of("validate", sweep.file(), "--json");

    JsonNode invalid = new ObjectMapper().readTree(run.out());
    assertThat(invalid.path("exitCode").asInt()).isEqualTo(run.exit()).isEqualTo(2);
    assertThat(invalid.path("retryable").asBoolean(true)).isFalse();
    assertThat(invalid.path("problems")).hasSize(2);
    assertThat(invalid.path("problems").get(0).asText()).contains("did you mean 'seed'");
  }
}
