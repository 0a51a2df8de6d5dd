package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "rum a.yaml, musweep run",
    "stauts a.yaml, musweep status",
    "run a.yaml --ouput x, --output",
    "control a.yaml --seed 3, --seeds",
    "init transfomer a.yaml, transformer",
    "control a.yaml --rules standart, standard",
    "a.yaml --run-id x, musweep run a.yaml --run-id x"
  })
  void wrongCommandLinesAreAnsweredWithAQuestion(String line, String meant) {
    CommandRun run = CommandRun.of(line.split(" "));

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("id you mean '" + meant + "'?");
  }

  @Test
  void nothingIsSuggestedWhereNothingIsNear() {
    CommandRun run = CommandRun.of("elephant");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).doesNotContain("Did you mean").contains("--help");
  }

  @Test
  void missingSweepFileNamesTheOneBesideIt() {
    SmallSweep sweep = SmallSweep.in(folder);

    CommandRun run = CommandRun.of("run", folder.resolve("sweeep.yml").toString());

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("did you mean '%s'?".formatted(sweep.file()));
  }

  @Test
  void missingRunNamesTheOnesThatThereAre() throws Exception {
    SmallSweep sweep = SmallSweep.in(folder);
    Files.createDirectories(folder.resolve("out/small/first/log"));

    CommandRun run = CommandRun.of("status", sweep.file(), "--run-id", "frist");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("no run of a sweep is there (there is first)");
  }

  @Test
  void theFolderOfASweepStandsForTheRunInIt() throws Exception {
    Path named = folder.resolve("out/small");
    Files.createDirectories(named.resolve("main/log"));
    Files.createDirectories(named.resolve("first/log"));

    assertThat(CommandRun.of("status", named.toString()).out()).contains(named + "/main");
    assertThat(CommandRun.of("status", named.toUri().toString()).out()).contains(named + "/main");
    assertThat(CommandRun.of("status", named.toString(), "--run-id", "first").out())
        .contains(named + "/first");
  }

  @Test
  void theFolderOfASweepWithoutThatRunNamesTheOnesInIt() throws Exception {
    Path named = folder.resolve("out/small");
    Files.createDirectories(named.resolve("first/log"));

    CommandRun run = CommandRun.of("status", named.toString());
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("no run of a sweep is there (there is first)");

    CommandRun outside = CommandRun.of("status", named.toString(), "--run-id", "../first");
    assertThat(outside.exit()).isEqualTo(2);
    assertThat(outside.err()).contains("Invalid run id: '../first'");
  }
}
