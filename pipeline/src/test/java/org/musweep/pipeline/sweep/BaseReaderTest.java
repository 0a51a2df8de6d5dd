package org.musweep.pipeline.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.musweep.mup.shape.BaseShapeFile;
import org.musweep.mup.shape.BaseShapes;

class BaseReaderTest {

  private static final String SHAPES = "fc_1.bias:\n- 16\nfc_1.weight:\n- 16\n- null\n";

  @Test
  void numberIsTheOrdinaryWay() {
    assertThat(base(SampleFile.mlp())).isEqualTo(new BaseSpec.Width());
    SweepSpec spec = SampleFile.mlp().with("model/base-width", "16").read();
    assertThat(spec.parametrization().base().width(spec.model())).isEqualTo(16);
  }

  @Test
  void baseAndDeltaAreTheModelWithSomeKeysChanged() {
    BaseSpec base =
        base(
            SampleFile.transformer()
                .with("model/ffn-ratio", "3")
                .with("model/base", "{width: 16, ffn-ratio: 2}")
                .with("model/delta", "{width: 48}"));
    BaseSpec.Models models = (BaseSpec.Models) base;
    assertThat(models.base().width()).isEqualTo(16);
    assertThat(((ModelSpec.Transformer) models.base()).feedForward().ratio()).isEqualTo(2);
    assertThat(((ModelSpec.Transformer) models.delta()).feedForward().ratio()).isEqualTo(3);
    assertThat(models.width(SampleFile.transformer().read().model())).isEqualTo(16);
  }

  @Test
  void shapesAreReadFromAFileOrFromTheText(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("m.bsh"), SHAPES);
    BaseShapes expected = BaseShapeFile.read(file);
    assertThat(base(SampleFile.mlp().with("model/base-shapes", file.toString())))
        .isEqualTo(new BaseSpec.Shapes(expected));
    String block = "|\n    " + SHAPES.strip().replace("\n", "\n    ");
    assertThat(base(SampleFile.mlp().with("model/base-shapes", block)))
        .isEqualTo(new BaseSpec.Shapes(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FILE",
        "FILE   # from PyTorch",
        "'FILE'",
        "\"FILE\"",
      })
  void textThatIsKeptHoldsTheContentOfTheFile(String value, @TempDir Path folder)
      throws IOException {
    Path file = Files.writeString(folder.resolve("m.bsh"), SHAPES);
    SampleFile sample =
        SampleFile.mlp().with("model/base-shapes", value.replace("FILE", file.toString()));
    SweepFile read = SampleFile.open(sample.text());
    Files.delete(file);
    assertThat(SweepSpecReader.parse(read.text(), "sweep.yaml")).isEqualTo(read.spec());
  }

  @Test
  void textInFlowStyleIsKeptTheSameWay(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("m.bsh"), SHAPES);
    String text =
        SampleFile.mlp()
            .without("model")
            .with("model", "{family: mlp, base-shapes: " + file + ", width: 32}")
            .text();
    SweepFile read = SampleFile.open(text);
    Files.delete(file);
    assertThat(SweepSpecReader.parse(read.text(), "sweep.yaml")).isEqualTo(read.spec());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "model/base|{width: 16}|model.base: needs delta beside it: what differs between the two is"
            + " a width",
        "model/delta|{width: 16}|model.delta: needs base beside it: what differs between the two is"
            + " a width",
        "model/width-basis|48|model.width-basis: must divide model.width, 32, but is 48",
      })
  void halfABaseIsRefused(String key, String value, String problem) {
    assertThat(SampleFile.mlp().with(key, value).problems()).containsExactly(problem);
  }

  @Test
  void twoWaysAreRefusedButTheBasisMayHaveItsWidth() {
    SampleFile two =
        SampleFile.mlp()
            .with("model/width-basis", "8")
            .with("model/base-shapes", "\"a:\\n- 8\\n\"");
    assertThat(two.problems())
        .containsExactly(
            "model.base-shapes: stands beside width-basis; at most one of base-width, base with"
                + " delta, base-shapes and width-basis is allowed (but width-basis may have"
                + " base-width)");
    assertThat(base(SampleFile.mlp().with("model/width-basis", "8").with("model/base-width", "16")))
        .isEqualTo(new BaseSpec.Basis(8));
    assertThat(
            SampleFile.mlp()
                .with("model/width-basis", "5")
                .with("model/base-width", "16")
                .problems())
        .containsExactly("model.width-basis: must divide model.base-width, 16, but is 5");
  }

  @Test
  void problemsInsideAreNamedWithTheirKey() {
    SampleFile file = SampleFile.transformer().with("model/delta", "{width: 64}");
    assertThat(file.with("model/base", "{widht: 16}").problems())
        .containsExactly("unknown key 'widht' in model.base; did you mean 'width'?");
    assertThat(file.with("model/base", "{width: many}").problems())
        .containsExactly(
            "model.base.width: needs a whole number from 1 to 100000000, but is 'many'");
    assertThat(file.with("model/base", "{width: 24}").problems())
        .containsExactly("model.base: must be divisible by model.head-size, 16, but is 24");
    assertThat(file.with("model/base", "{family: mlp, width: 16}").problems()).isNotEmpty();
  }

  @Test
  void badFileIsNamedWithItsLine(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("m.bsh"), "fc_1.bias:\n- many\n");
    assertThat(SampleFile.mlp().with("model/base-shapes", file.toString()).problems())
        .containsExactly(
            "model.base-shapes: "
                + file
                + ":2: size 'many' of fc_1.bias must be a number of at least 1, or null");
    assertThat(SampleFile.mlp().with("model/base-shapes", folder.toString()).problems())
        .singleElement()
        .asString()
        .startsWith(
            "model.base-shapes: needs a base shape file (.bsh), but '" + folder + "' cannot");
    assertThat(
            SampleFile.mlp().with("model/base-shapes", "\"w_g:\\n- 8\\nw_v:\\n- 8\\n\"").problems())
        .singleElement()
        .asString()
        .contains("w is under weight norm");
  }

  @Test
  void everyProblemIsStillReportedAtOnce() {
    List<String> problems =
        SampleFile.mlp()
            .with("model/width", "none")
            .with("model/base", "{width: 16}")
            .with("training/steps", "none")
            .problems();
    assertThat(problems).hasSize(3);
  }

  private static BaseSpec base(SampleFile file) {
    return file.read().parametrization().base();
  }
}
