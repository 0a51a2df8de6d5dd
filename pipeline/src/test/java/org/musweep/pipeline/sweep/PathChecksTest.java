package org.musweep.pipeline.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathChecksTest {

  @TempDir private Path base;

  private List<String> problems(SampleFile file) {
    SweepFile sweep = SampleFile.open(file.text());
    try {
      sweep.verifyPaths(base);
      return List.of();
    } catch (SpecException e) {
      return e.problems().stream()
          .map(problem -> problem.substring(problem.indexOf("s.yaml:") + "s.yaml:".length()))
          .toList();
    }
  }

  private void data(String name, int bytes) throws IOException {
    Path file = base.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "a".repeat(bytes));
  }

  @Test
  void dataThatIsThereAndOutputThatCanBeCreatedAreFine() throws IOException {
    data("data.txt", 3000);

    assertThat(problems(SampleFile.transformer().with("output", "a/b/c"))).isEmpty();
    assertThat(
            problems(SampleFile.transformer().with("output", base.resolve("x").toUri().toString())))
        .isEmpty();
    try (var files = Files.list(base)) {
      assertThat(files).containsExactly(base.resolve("data.txt"));
    }
  }

  @Test
  void missingDataIsNamedWithItsLine() {
    assertThat(problems(SampleFile.transformer()))
        .containsExactly(
            "5: data.path: needs a text file or a directory of them, but 'data.txt' does not"
                + " exist");
    assertThat(problems(SampleFile.mlp()))
        .containsExactly(
            "5: data.path: needs a Parquet file or a directory of them, but 'data.txt' does not"
                + " exist");
  }

  @Test
  void emptyDataIsNamed() throws IOException {
    data("data.txt", 0);
    data("folder/_SUCCESS", 10);
    data("folder/.hidden/part", 10);

    assertThat(problems(SampleFile.transformer()))
        .containsExactly(
            "5: data.path: needs a text file or a directory of them, but 'data.txt' is empty");
    assertThat(problems(SampleFile.transformer().with("data/path", "folder")))
        .containsExactly(
            "5: data.path: needs a text file or a directory of them, but 'folder' is empty");
  }

  @Test
  void textShorterThanABatchIsNamed() throws IOException {
    data("data.txt", 284);
    data("enough.txt", 286);

    assertThat(problems(SampleFile.transformer().with("data/validation-share", "0.25")))
        .containsExactly(
            "5: data.path: needs 257 bytes to train on, one batch of 4 sequences of 64, but that"
                + " part of 'data.txt' has 213");
    assertThat(problems(SampleFile.transformer()))
        .containsExactly(
            "5: data.path: needs 257 bytes to train on, one batch of 4 sequences of 64, but that"
                + " part of 'data.txt' has 256");
    assertThat(problems(SampleFile.transformer().with("data/path", "enough.txt")))
        .containsExactly(
            "5: data.path: needs 65 bytes to validate on, one sequence, but that part of"
                + " 'enough.txt' has 29");
  }

  @Test
  void missingTokenizerIsNamed() throws IOException {
    data("data.txt", 3000);

    assertThat(problems(SampleFile.transformer().with("data/tokenizer", "tokenizer.json")))
        .containsExactly(
            "6: data.tokenizer: needs characters, bytes or the path of a tokenizer.json, but"
                + " 'tokenizer.json' is no file that can be read");
  }

  @Test
  void outputBelowAFileIsNamed() throws IOException {
    data("data.txt", 3000);

    assertThat(problems(SampleFile.transformer().with("output", "data.txt/x")))
        .containsExactly(
            "19: output: needs a folder that can be written, but 'data.txt/x' cannot be created: %s"
                    .formatted(base.resolve("data.txt").toAbsolutePath())
                + " is not a directory");
  }

  @Test
  void outputThatACommandNamesIsNamedAsTheCommandDoes() throws IOException {
    data("data.txt", 3000);
    Path file = Files.writeString(base.resolve("sweep.yaml"), SampleFile.transformer().text());

    assertThatThrownBy(() -> SweepSpecReader.openVerified(file, base, "data.txt/x"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining(": --output: needs a folder that can be written, but 'data.txt/x'");
  }

  @Test
  void pathsOnOtherFileSystemsAreNotLookedAt() {
    assertThat(
            problems(
                SampleFile.transformer()
                    .with("data/path", "hdfs://nowhere/data.txt")
                    .with("output", "s3a://bucket/out")))
        .isEmpty();
  }

  @Test
  void whatIsNoPathIsNamed() throws IOException {
    data("data.txt", 3000);

    assertThat(problems(SampleFile.transformer().with("output", "\"a\\0b\"")))
        .singleElement()
        .asString()
        .startsWith("19: output: needs a path, but 'a?b' is none: ");
    assertThat(problems(SampleFile.transformer().with("output", "\"file:a b\"")))
        .singleElement()
        .asString()
        .startsWith("19: output: needs a path, but 'file:a b' is none: ");
  }

  @Test
  void problemsOfPathsComeTogetherWithAllOthers() throws IOException {
    String text = SampleFile.transformer().with("training/steps", "0").text();
    Path file = Files.writeString(base.resolve("s.yaml"), text);

    assertThatThrownBy(() -> SweepSpecReader.openVerified(file, base))
        .hasMessage(
            """
            FILE:5: data.path: needs a text file or a directory of them, but 'data.txt' does not exist
            FILE:11: training.steps: needs a whole number from 1 to 100000000, but is '0'\
            """
                .replace("FILE", file.toString()));
  }

  @Test
  void filesOfConfFindTheirData() {
    Path root = Path.of("..").toAbsolutePath();
    for (String name : List.of("quickstart.yaml", "mnist-mlp.yaml")) {
      assertThatCode(() -> SweepSpecReader.openVerified(root.resolve("conf").resolve(name), root))
          .as(name)
          .doesNotThrowAnyException();
    }
  }
}
