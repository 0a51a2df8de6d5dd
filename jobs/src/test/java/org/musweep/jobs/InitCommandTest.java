package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.sweep.SweepSpecReader;

class InitCommandTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(Template.class)
  void writesAFileThatCanBeRead(Template template) throws IOException {
    Path file = folder.resolve("my own.yaml");
    String data = folder.resolve("it's mine.txt").toString();

    CommandRun run = CommandRun.of("init", template.toString(), file.toString(), "--data", data);

    assertThat(run.exit()).isZero();
    SweepSpec spec = SweepSpecReader.read(file);
    assertThat(spec.sweep()).isEqualTo("my-own");
    assertThat(spec.data().path()).isEqualTo(data);
    assertThat(spec.model().family()).isEqualTo(template.toString());
    assertThat(Files.readString(file)).contains("# ").contains("'" + file + "'");
    assertThat(run.out()).contains("validate").contains("run");
  }

  @ParameterizedTest
  @EnumSource(Template.class)
  void whatItWritesIsValidWithTheDataThatShips(Template template) {
    String file = folder.resolve("mine.yaml").toString();
    String data = template == Template.TRANSFORMER ? "moby-dick.txt" : "mnist.parquet";

    CommandRun.of("init", template.toString(), file, "--data", "../conf/data/" + data);
    CommandRun run = CommandRun.of("validate", file, "--output", folder.toString());

    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains("sweep 'mine' would run").doesNotContain("caution");
  }

  @Test
  void leavesAnExistingFileAsItIs() throws IOException {
    Path file = Files.writeString(folder.resolve("mine.yaml"), "mine");

    CommandRun run = CommandRun.of("init", "mlp", file.toString());

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains(file.toString()).contains("exists already");
    assertThat(file).hasContent("mine");
  }

  @Test
  void namesTheFamiliesThatThereAre() {
    assertThat(CommandRun.of("init", "--help").out())
        .contains("transformer, mlp, convnet, resnet")
        .doesNotContain("TRANSFORMER");
    CommandRun run = CommandRun.of("init", "perceptron", folder.resolve("a.yaml").toString());

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("perceptron").contains("transformer, mlp, convnet, resnet");
  }
}
