package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong sweep files end a command before anything is trained or written. */
class BadInputTest {

  @TempDir private Path folder;

  /**
   * A sweep file with one mistake.
   *
   * @param what the mistake is
   * @param part what is replaced
   * @param replacement the mistake
   * @param line a part of the line that is to blame
   * @param told what the message says
   */
  private record WrongFile(
      String what, String part, String replacement, String line, List<String> told) {

    static WrongFile of(String what, String part, String replacement, String line, String... told) {
      return new WrongFile(what, part, replacement, line, List.of(told));
    }

    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<WrongFile> wrongFiles() {
    return Stream.of(
        WrongFile.of(
            "misspelt key",
            "learning-rate:",
            "learnin-rate:",
            "learnin-rate",
            "unknown key 'learnin-rate' in search.space; did you mean 'learning-rate'?"),
        WrongFile.of(
            "misspelt key that says what the others are",
            "family: transformer",
            "fxmily: transformer",
            "fxmily",
            "unknown key 'fxmily' in model; did you mean 'family'?"),
        WrongFile.of(
            "missing key that says what the others are",
            "source: text",
            "# no source",
            "data:",
            "data.source: missing; it must be"),
        WrongFile.of("unknown key", "seed: 7", "seed: 7\nspeed: 8", "speed", "unknown key 'speed'"),
        WrongFile.of(
            "wrong type", "trials: 4", "trials: four", "trials", "search.trials", "number", "four"),
        WrongFile.of(
            "empty range",
            "[0.004, 0.125]",
            "[0.125, 0.004]",
            "learning-rate",
            "search.space.learning-rate",
            "low < high",
            "0.125",
            "0.004"),
        WrongFile.of(
            "log range from zero",
            "[0.004, 0.125]",
            "[0, 0.125]",
            "learning-rate",
            "search.space.learning-rate",
            "low > 0",
            "low is 0"),
        WrongFile.of(
            "base width larger than width",
            "base-width: 32",
            "base-width: 64",
            "base-width",
            "model.base-width",
            "at most model.width, 32",
            "is 64"),
        WrongFile.of(
            "width not divisible by the head size",
            "  width: 32",
            "  width: 40",
            "  width",
            "model.width",
            "divisible by model.head-size, 16",
            "is 40"),
        WrongFile.of(
            "base shapes of another model",
            "base-width: 32",
            "base-shapes: \"tok_emb.weight:\\n- null\\n- 32\\n\"",
            "base-shapes",
            "model.base-shapes",
            "only in the model: pos_emb.weight, "),
        WrongFile.of(
            "base and delta that differ in no width",
            "base-width: 32",
            "base: {width: 32}\n  delta: {width: 32}",
            "base:",
            "model.base",
            "dimension 1 of tok_emb.weight is 64 here and 32 in the base model"),
        WrongFile.of(
            "width basis that divides the sequence length",
            "base-width: 32",
            "width-basis: 16",
            "width-basis",
            "model.width-basis",
            "Invalid parameter pos_emb.weight",
            "was taken for a width"),
        WrongFile.of(
            "missing data",
            "corpus.txt",
            "corpse.txt",
            "path",
            "data.path",
            "text file",
            "corpse.txt",
            "does not exist"),
        WrongFile.of(
            "data shorter than a batch",
            "batch-size: 4",
            "batch-size: 40000",
            "path",
            "data.path",
            "one batch of 40000 sequences of 16",
            "has 34200"),
        WrongFile.of(
            "output below a file", "/out", "/corpus.txt", "output", "output", "folder", "corpus"),
        WrongFile.of(
            "local mode with GPUs",
            "lanes: auto",
            "device: gpu",
            "device",
            "execution.device",
            "is gpu",
            "local[*]",
            "cpu or auto"));
  }

  @ParameterizedTest
  @MethodSource("wrongFiles")
  void oneMessageNamesPlaceValueAndWhatIsAllowed(WrongFile wrong) {
    SmallSweep sweep = SmallSweep.in(folder).with(wrong.part(), wrong.replacement());
    List<Path> before = sweep.content();

    for (String command : List.of("validate", "run", "coord-check", "sweep", "train")) {
      CommandRun run = CommandRun.of(command, sweep.file());

      assertThat(run.exit()).as(command).isEqualTo(2);
      assertThat(run.err().lines()).as(command).hasSize(1);
      assertThat(run.err())
          .contains("%s:%d: ".formatted(sweep.file(), sweep.line(wrong.line())))
          .contains(wrong.told());
      assertThat(run.out()).isEmpty();
      assertThat(sweep.content()).as(command).isEqualTo(before);
    }
  }

  @Test
  void emptyDataIsRefused() {
    SmallSweep sweep = SmallSweep.in(folder).write("corpus.txt", "");
    List<Path> before = sweep.content();

    CommandRun run = CommandRun.of("run", sweep.file());

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("sweep.yaml:7: data.path").contains("is empty");
    assertThat(sweep.content()).isEqualTo(before);
  }

  /** Two bytes a character: enough bytes, but too few characters. */
  @Test
  void whatOnlyTheDataShowIsTrueOfAKeyToo() {
    SmallSweep sweep =
        SmallSweep.in(folder)
            .write("corpus.txt", "\u00e9".repeat(20_000))
            .with("batch-size: 4", "batch-size: 1500");
    List<Path> before = sweep.content();

    CommandRun run = CommandRun.of("run", sweep.file());

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains("sweep.yaml:5: data: ").contains("1500 windows");
    assertThat(sweep.content()).isEqualTo(before);
  }

  @Test
  void vocabularyThatTheWidthBasisDividesIsFoundInTheData() {
    SmallSweep sweep =
        SmallSweep.in(folder)
            .write("corpus.txt", "abcdefgh".repeat(5000))
            .with("sequence-length: 16", "sequence-length: 15")
            .with("base-width: 32", "width-basis: 8");
    List<Path> before = sweep.content();

    CommandRun run = CommandRun.of("run", sweep.file());

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .contains("sweep.yaml:13: model.width-basis: Invalid parameter tok_emb.weight");
    assertThat(sweep.content().stream().filter(path -> !path.toString().contains("/out")))
        .isEqualTo(before);
    assertThat(sweep.runFolder()).doesNotExist();
  }

  @Test
  void allProblemsAreToldTogether() {
    SmallSweep sweep =
        SmallSweep.in(folder)
            .with("trials: 4", "trials: four")
            .with("base-width: 32", "base-width: 64")
            .with("corpus.txt", "corpse.txt");

    CommandRun run = CommandRun.of("run", sweep.file());

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err().lines()).hasSize(3);
    assertThat(run.err()).contains("data.path", "model.base-width", "search.trials");
  }

  @Test
  void anotherOutputMustBeUsableToo() {
    SmallSweep sweep = SmallSweep.in(folder);
    String output = folder.resolve("corpus.txt").toString();

    CommandRun run = CommandRun.of("run", sweep.file(), "--output", output);

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("output").contains(output);
  }

  /** Where not even the superuser can make a folder. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void outputThatCannotBeWrittenIsRefused() {
    SmallSweep sweep =
        SmallSweep.in(folder).with("output: " + folder + "/out", "output: /proc/out");
    List<Path> before = sweep.content();

    CommandRun run = CommandRun.of("run", sweep.file());

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err())
        .contains("sweep.yaml:4: output: needs a folder that can be written, but '/proc/out'");
    assertThat(sweep.content()).isEqualTo(before);
  }

  @Test
  void outputOfAnUnknownKindIsRefused() {
    SmallSweep sweep = SmallSweep.in(folder);
    List<Path> before = sweep.content();

    CommandRun run = CommandRun.of("run", sweep.file(), "--output", "gopher://host/out");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("gopher").contains("must be");
    assertThat(sweep.content()).isEqualTo(before);
  }

  /** Hadoop knows the scheme, but its classes are not on the class path. */
  @Test
  void fileSystemThatIsNotInstalledIsRefused() {
    SmallSweep sweep = SmallSweep.in(folder);
    CommandRun output = CommandRun.of("run", sweep.file(), "--output", "s3a://bucket/out");
    assertThat(output.exit()).isEqualTo(2);
    assertThat(output.err()).contains("no file system is known for scheme 's3a'");

    sweep.with(folder + "/corpus.txt", "s3a://bucket/corpus.txt");
    CommandRun data = CommandRun.of("validate", sweep.file());
    assertThat(data.exit()).isEqualTo(2);
    assertThat(data.err()).contains("sweep.yaml:7: data.path").contains("scheme 's3a'");

    sweep.with("s3a://bucket/corpus.txt", "hdfs:corpus.txt");
    CommandRun noPath = CommandRun.of("validate", sweep.file());
    assertThat(noPath.exit()).isEqualTo(2);
    assertThat(noPath.err()).contains("data.path: needs a path, but 'hdfs:corpus.txt' is none");
  }

  @Test
  void runIdMustBeAName() {
    SmallSweep sweep = SmallSweep.in(folder);

    CommandRun run = CommandRun.of("run", sweep.file(), "--run-id", "../elsewhere");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("../elsewhere").contains("must be");
  }

  @Test
  void laterStepsNeedARunThatWasBegun() {
    SmallSweep sweep = SmallSweep.in(folder);
    List<Path> before = sweep.content();

    for (String command : List.of("select", "train", "control", "report", "status", "clean")) {
      CommandRun run = CommandRun.of(command, sweep.file());

      assertThat(run.exit()).as(command).isEqualTo(2);
      assertThat(run.err()).as(command).contains("no run of a sweep is there");
    }
    assertThat(sweep.content()).isEqualTo(before);
  }

  @Test
  void missingSweepFileIsNamed() {
    String missing = folder.resolve("nothing.yaml").toString();

    CommandRun run = CommandRun.of("run", missing);

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains(missing).contains("no such file");
  }
}
