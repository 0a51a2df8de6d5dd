package org.musweep.pipeline.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.LogUniform;
import org.musweep.pipeline.sweep.AttentionSpec.Heads;
import org.musweep.pipeline.sweep.AttentionSpec.KeyValueHeads;
import org.musweep.pipeline.sweep.EarlyStoppingSpec.Rule;
import org.musweep.pipeline.sweep.ExecutionSpec.DeviceChoice;
import org.musweep.pipeline.sweep.ExecutionSpec.Lanes;
import org.musweep.pipeline.sweep.ModelSpec.Activation;
import org.musweep.pipeline.sweep.ModelSpec.FeedForward;
import org.musweep.pipeline.sweep.ModelSpec.Norm;
import org.musweep.pipeline.sweep.ModelSpec.Positions;
import org.musweep.pipeline.sweep.ModelSpec.Readout;
import org.musweep.pipeline.sweep.ParametrizationSpec.EpsilonScaling;
import org.musweep.pipeline.sweep.ParametrizationSpec.Rules;
import org.musweep.pipeline.sweep.ParametrizationSpec.WeightDecayScaling;

class SweepSpecReaderTest {

  @Test
  void quickstartIsWhatItsFileSays() {
    SweepSpec spec = SweepSpecReader.read(Path.of("../conf/quickstart.yaml"));

    assertThat(spec.sweep()).isEqualTo("quickstart");
    assertThat(spec.seed()).isEqualTo(7);
    assertThat(spec.data())
        .isEqualTo(
            new DataSpec.Text("conf/data/moby-dick.txt", new Tokenizer.Characters(), 64, 0.1));
    assertThat(spec.search().space().distribution("learning-rate"))
        .contains(new LogUniform(0.004, 0.125));
    assertThat(spec.search().space().dimensions()).isEqualTo(3);
    assertThat(spec.search().earlyStopping()).isEqualTo(new EarlyStoppingSpec(Rule.ASHA, 3, 0.25));
    assertThat(spec.training().schedule(Configuration.of()))
        .isEqualTo(new ScheduleSpec(ScheduleSpec.Shape.COSINE, 0.1, 0.2, 0));
    assertThat(spec.coordCheck().learningRates()).containsExactly(0.004, 0.008, 0.0625);
    assertThat(spec.budget().wallClock()).isEqualTo(Duration.ofMinutes(10));
    assertThat(spec.transfer().checkWidths()).containsExactly(64);
  }

  @Test
  void whatIsLeftOutHasItsDefault() {
    SweepSpec spec = SampleFile.transformer().read();

    assertThat(spec.seed()).isZero();
    assertThat(spec.output()).isEqualTo("out");
    assertThat(spec.model())
        .isEqualTo(
            new ModelSpec.Transformer(
                32,
                2,
                32,
                new AttentionSpec(new Heads.FixedSize(16), new KeyValueHeads.AsQueries(), true),
                new FeedForward(4, Activation.GELU),
                Norm.LAYER_NORM,
                Positions.LEARNED,
                new Readout(false, false, false),
                true,
                1));
    assertThat(spec.parametrization())
        .isEqualTo(
            new ParametrizationSpec(
                Rules.MAXIMAL_UPDATE, WeightDecayScaling.INDEPENDENT, EpsilonScaling.CONSTANT));
    assertThat(spec.training())
        .isEqualTo(
            new TrainingSpec(
                TrainingSpec.Optimizer.ADAMW,
                UpdateSpec.of(TrainingSpec.Optimizer.ADAMW),
                Configuration.of(),
                1200,
                4,
                TrainingSpec.Precision.FLOAT32,
                256,
                10));
    assertThat(spec.search().sampler()).isEqualTo(new SamplerSpec.Sobol());
    assertThat(spec.search().earlyStopping().rule()).isEqualTo(Rule.NONE);
    assertThat(spec.search().finalists()).isEqualTo(new FinalistsSpec(4, 3));
    assertThat(spec.coordCheck())
        .isEqualTo(
            new CoordCheckSpec(
                List.of(32, 64, 128, 256),
                5,
                2,
                List.of(Math.sqrt(0.004 * 0.125)),
                CoordCheckSpec.OnFailure.STOP));
    assertThat(spec.transfer()).isEqualTo(new TransferSpec(256, List.of(64), 1200, 3));
    assertThat(spec.budget()).isEqualTo(BudgetSpec.UNLIMITED);
    assertThat(spec.execution())
        .isEqualTo(new ExecutionSpec("local[*]", 1, new Lanes.Auto(), DeviceChoice.AUTO));
  }

  @Test
  void everyFileOfConfIsValid(@TempDir Path folder) throws IOException {
    try (var files = Files.newDirectoryStream(Path.of("../conf"), "*.yaml")) {
      for (Path file : files) {
        String text = Files.readString(file);
        if (text.contains("modules:")) {
          Path fromHere = folder.resolve("s.yaml");
          Files.writeString(fromHere, text.replace("conf/", "../conf/"));
          SweepFile sweep = SweepSpecReader.open(fromHere);
          assertThat(sweep.cautions()).as(file.toString()).isEmpty();
          assertThat(SweepSpecReader.parse(sweep.text(), "s.yaml"))
              .as("the modules travel in the text")
              .isEqualTo(sweep.spec());
          assertThat(sweep.text()).doesNotContain("pooled");
          continue;
        }
        SweepFile sweep = SweepSpecReader.open(file);
        assertThat(sweep.cautions()).as(file.toString()).isEmpty();
        assertThat(sweep.text()).isEqualTo(Files.readString(file));
      }
    }
  }

  @Test
  void problemsOfAFileComeTogetherInTheOrderOfTheirLines(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("s.yaml");
    Files.writeString(
        file,
        """
        schema: 1
        sweep: sample
        data: {source: text, path: data.txt}
        model: {family: transformer, width: 40, base-width: 64, head-size: 16}
        training: {steps: many, batch-size: 4}
        search:
          trials: 24
          space:
            learnin-rate: {log-uniform: [0.004, 0.125]}
            init-scale: {log-uniform: [0.0, 1.0]}
        transfer: {width: 256}
        """);

    assertThatThrownBy(() -> SweepSpecReader.read(file))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            """
            FILE:4: model.base-width: must be at most model.width, 40, but is 64
            FILE:4: model.width: must be divisible by model.head-size, 16, but is 40
            FILE:5: training.steps: needs a whole number from 1 to 100000000, but is 'many'
            FILE:9: unknown key 'learnin-rate' in search.space; did you mean 'learning-rate'?
            FILE:10: search.space.init-scale: log-uniform needs low > 0, but low is 0.0\
            """
                .replace("FILE", file.toString()));
  }

  @Test
  void wordThatIsMisspeltIsAnsweredWithTheOneThatWasMeant() {
    assertThat(SampleFile.transformer().with("model/family", "transfomer").problems())
        .singleElement()
        .asString()
        .endsWith("but is 'transfomer'; did you mean 'transformer'?");
    assertThat(SampleFile.transformer().with("search/early-stopping/rule", "ahsa").problems())
        .singleElement()
        .asString()
        .endsWith("but is 'ahsa'; did you mean 'asha'?");
    assertThat(SampleFile.transformer().with("training/schedule/shape", "cosin").problems())
        .singleElement()
        .asString()
        .endsWith("but is 'cosin'; did you mean 'cosine'?");
    assertThat(SampleFile.transformer().with("model/family", "perceptron").problems())
        .singleElement()
        .asString()
        .endsWith("but is 'perceptron'");
  }

  @Test
  void keyThatIsMisspeltIsNotAlsoMissing() {
    SampleFile file = SampleFile.transformer().without("training/steps");

    assertThat(file.problems())
        .containsExactly("training.steps: missing; it must be a whole number from 1 to 100000000");
    assertThat(file.with("training/stpes", "1200").problems())
        .containsExactly("unknown key 'stpes' in training; did you mean 'steps'?");
    assertThat(SampleFile.transformer().without("training").with("trainnig/steps", "3").problems())
        .containsExactly("unknown key 'trainnig'; did you mean 'training'?");
  }

  @Test
  void keyUnlikeAnyOtherIsAnsweredWithTheList() {
    assertThat(SampleFile.transformer().with("budget/money", "3").problems())
        .containsExactly(
            "unknown key 'money' in budget; allowed are wall-clock, trials, steps, device-hours,"
                + " no-improvement, min-improvement");
  }

  @Test
  void missingSectionIsOneProblem() {
    assertThat(SampleFile.transformer().without("model").problems())
        .containsExactly("model: missing; it must be a section of keys");
  }

  @Test
  void keyThatStandsTwiceNamesBothLines() {
    String text = SampleFile.transformer().text() + "sweep: again\n";

    assertThat(SampleFile.problems(text))
        .containsExactly(text.lines().count() + ": sweep: stands twice, first in line 2");
  }

  @Test
  void brokenYamlIsOneProblemWithItsLine() {
    assertThat(SampleFile.problems("schema: 1\n\tsweep: x\n"))
        .containsExactly(
            "2: not valid YAML: while scanning for the next token, found character '\\t(TAB)' that"
                + " cannot start any token. (Do not use \\t(TAB) for indentation)");
    assertThat(SampleFile.problems("a: [1, 2\nb: 3\n"))
        .containsExactly(
            "2: not valid YAML: while parsing a flow sequence, expected ',' or ']', but got :");
  }

  @Test
  void whatIsNoSweepFileIsSaid() {
    assertThat(SampleFile.problems(""))
        .containsExactly("1: the file is empty; start from conf/quickstart.yaml");
    assertThat(SampleFile.problems("# nothing but a comment\n"))
        .containsExactly("1: the file is empty; start from conf/quickstart.yaml");
    assertThat(SampleFile.problems("- a\n- b\n"))
        .containsExactly("1: needs keys such as 'sweep: name', but is a list");
    assertThat(SampleFile.problems("a: 1\n---\nb: 2\n"))
        .containsExactly("2: a second document starts; a sweep file has one");
    assertThat(SampleFile.problems("a: &x [*x]\n"))
        .containsExactly("1: anchors (&) and aliases (*) are not supported");
    assertThat(SampleFile.problems("a: !!int 3\n"))
        .containsExactly("1: tags (!) are not supported");
    assertThat(SampleFile.problems("a: " + "[".repeat(100_000)))
        .containsExactly("1: more than 20 levels of nesting");
    assertThat(SampleFile.problems("? [a]\n: 3\n"))
        .containsExactly("1: a key must be text, but is a list");
  }

  @Test
  void fileThatCannotBeReadIsSaid(@TempDir Path folder) throws IOException {
    Path latin = Files.write(folder.resolve("latin.yaml"), new byte[] {'a', (byte) 0xe9, '\n'});
    Path large = Files.write(folder.resolve("large.yaml"), new byte[2 << 20]);

    assertThatThrownBy(() -> SweepSpecReader.read(folder.resolve("none.yaml")))
        .hasMessageEndingWith(
            "none.yaml: no such file; needs a sweep file such as conf/quickstart.yaml");
    assertThatThrownBy(() -> SweepSpecReader.read(folder))
        .hasMessageEndingWith(": is not a file; needs a sweep file such as conf/quickstart.yaml");
    assertThatThrownBy(() -> SweepSpecReader.read(latin))
        .hasMessageEndingWith("latin.yaml: is not UTF-8 text");
    assertThatThrownBy(() -> SweepSpecReader.read(large))
        .hasMessageEndingWith("large.yaml: has more than 1048576 bytes; is it a sweep file?");
  }
}
