package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DryRunTest {

  @TempDir private Path folder;

  @Test
  void nothingIsWrittenAndUnknownTimeIsSaidToBe() {
    SmallSweep sweep = SmallSweep.in(folder);
    List<Path> before = sweep.content();

    CommandRun run = CommandRun.of("run", sweep.file(), "--dry-run");

    assertThat(run.exit()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines())
        .anyMatch(line -> line.matches(" *sweep +search +32 +4 +80 +\\? +[0-9.]+ MiB"))
        .anyMatch(line -> line.matches(" *select +transfer check +64 +6 +120 .*"))
        .anyMatch(line -> line.matches(" *train +wide run +128 +1 +20 .*"))
        .anyMatch(line -> line.startsWith("time:   not known"))
        .anyMatch(line -> line.matches("memory: about [0-9.]+ MiB .*"));
    assertThat(sweep.content()).isEqualTo(before);
  }

  @Test
  void aStepTellsOfItselfOnly() {
    SmallSweep sweep = SmallSweep.in(folder);

    assertThat(CommandRun.of("coord-check", sweep.file(), "--dry-run").out())
        .contains("coordinate check")
        .doesNotContain("wide run");
  }

  @Test
  @Tag("djl")
  @Tag("spark")
  void timeComesFromWhatIsOnRecord() throws Exception {
    SmallSweep sweep = SmallSweep.in(folder);
    assertThat(CommandRun.of("sweep", sweep.file()).exit()).isZero();

    JsonNode forecast = json("run", sweep.file(), "--run-id", "other");
    JsonNode rest = json("run", sweep.file());

    // Of the same model, in another run of the output folder.
    assertThat(forecast.path("seconds").asDouble()).isPositive();
    assertThat(part(forecast, "search").path("measuredAtWidth").asInt()).isEqualTo(32);
    assertThat(part(forecast, "search").path("laneSteps").asInt()).isEqualTo(80);
    assertThat(part(forecast, "wide run").path("measuredAtWidth").asInt()).isEqualTo(32);
    assertThat(part(rest, "search").path("laneSteps").asInt()).isZero();
    assertThat(rest.path("seconds").asDouble()).isLessThan(forecast.path("seconds").asDouble());
  }

  private static JsonNode part(JsonNode forecast, String what) {
    for (JsonNode part : forecast.path("parts")) {
      if (part.path("what").asText().equals(what)) {
        return part;
      }
    }
    throw new IllegalArgumentException("No part is for " + what);
  }

  private static JsonNode json(String... command) throws Exception {
    List<String> words = new java.util.ArrayList<>(List.of(command));
    words.addAll(List.of("--dry-run", "--json"));
    return new ObjectMapper().readTree(CommandRun.of(words.toArray(String[]::new)).out());
  }
}
