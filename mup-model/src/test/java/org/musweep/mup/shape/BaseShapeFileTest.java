package org.musweep.mup.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaseShapeFileTest {

  private static final BaseShapes SHAPES =
      new BaseShapes(
          List.of(
              new BaseShape(
                  "readout.weight", List.of(new BaseDim.Unsized(), new BaseDim.Width(64))),
              new BaseShape("fc_1.bias", List.of(new BaseDim.Width(64))),
              new BaseShape("alpha", List.of())));

  private static final String TEXT =
      """
      # This is a base shape file encoded in yaml
      # - `null` indicates a dimension is "finite", i.e. a non-"width" dimension
      # - a number indicates the base dimension of an "infinite" dimension, i.e. some notion of "width"
      alpha: []
      fc_1.bias:
      - 64
      readout.weight:
      - null
      - 64
      """;

  @Test
  void writesParametersInAlphabeticalOrder() {
    assertThat(BaseShapeFile.text(SHAPES)).isEqualTo(TEXT);
  }

  @Test
  void readsBackWhatItWrote(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("model.bsh");
    BaseShapeFile.write(SHAPES, file);
    assertThat(BaseShapeFile.read(file).parameters())
        .containsExactlyInAnyOrderElementsOf(SHAPES.parameters());
  }

  @Test
  void sizesOfFiniteDimensionsAreLost() {
    BaseShapes known =
        BaseShapes.of(
            List.of(ParameterSizes.of("readout.weight", 10, 64)),
            List.of(ParameterSizes.of("readout.weight", 10, 65)));
    BaseShapes read = BaseShapeFile.parse("model.bsh", BaseShapeFile.text(known));
    List<ParameterSizes> otherClasses = List.of(ParameterSizes.of("readout.weight", 11, 64));
    assertThat(read.apply(otherClasses).get("readout.weight"))
        .isEqualTo(InfShape.of(InfDim.finite(11), InfDim.infinite(64, 64)));
    assertThatThrownBy(() -> known.apply(otherClasses))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readsOtherFormsOfTheSameYaml() {
    String text =
        "'fc_1.bias': [64]\n\n# comment\n\"readout.weight\":\r\n  - ~\r\n  - 64\nalpha: [ ]\n";
    assertThat(BaseShapeFile.parse("other.bsh", text).parameters())
        .containsExactlyInAnyOrderElementsOf(SHAPES.parameters());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.weight",
        "blocks.0.attn.qkv.weight",
        "layer-1",
        "_x",
        "weight_g",
        "y",
        "a:b",
        "1e3",
        "oFF",
        "it's",
        "-x",
        ":x",
        "~x"
      })
  void namesAreWrittenAsTheyAre(String name) {
    assertThat(roundTrip(name)).contains("\n" + name + ":\n");
  }

  /** As PyYAML quotes them: read plain they would be numbers, times, dates, booleans or null. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "1_000",
        "0x1F",
        "1.5",
        ".5",
        ".inf",
        "12:30",
        "2020-01-01",
        "yes",
        "Off",
        "null",
        "true",
        "a: b",
        "#x",
        "'x",
        "x:",
        "-",
        "~",
        "<<",
        "+12"
      })
  void namesThatYamlReadsOtherwiseAreQuoted(String name) {
    assertThat(roundTrip(name)).contains("\n'" + name.replace("'", "''") + "':\n");
  }

  @Test
  void longNamesAndOtherScriptsAreWrittenAsPyYamlDoes() {
    String name = "blocks." + "a".repeat(120);
    assertThat(roundTrip(name)).endsWith("\n? " + name + "\n:   - 3\n");
    assertThat(roundTrip("gewächs.größe")).endsWith("\n\"gew\\xE4chs.gr\\xF6\\xDFe\":\n- 3\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "- 64|model.bsh:1: '- 64' is neither 'name:' nor '- size'",
        "a: [1]%- 2|model.bsh:2: '- 2' is neither 'name:' nor '- size'",
        "a:%- 0|model.bsh:2: size '0' of a must be a number of at least 1, or null",
        "a:%- 6.4|model.bsh:2: size '6.4' of a must be a number of at least 1, or null",
        "a:%b: [1]|model.bsh:2: a has no sizes (a scalar is written as 'a: []')",
        "a: 64|model.bsh:1: '64' after the name a is not a list",
        "a:%- 1%a:%- 1|Invalid parameter names: a stands twice in the base shapes",
      })
  void badLinesAreNamedWithTheirNumber(String text, String message) {
    assertThatThrownBy(() -> BaseShapeFile.parse("model.bsh", text.replace('%', '\n')))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void baseModelAloneCannotBeWritten() {
    BaseShapes alone = BaseShapes.withoutDelta(List.of(ParameterSizes.of("a", 3)));
    assertThatThrownBy(() -> BaseShapeFile.text(alone))
        .hasMessage(
            "Cannot write a to a base shape file: its widths are not known"
                + " (compare the base model with a delta model)");
  }

  private static String roundTrip(String name) {
    BaseShapes shapes = new BaseShapes(List.of(new BaseShape(name, List.of(new BaseDim.Width(3)))));
    String text = BaseShapeFile.text(shapes);
    assertThat(BaseShapeFile.parse("model.bsh", text)).isEqualTo(shapes);
    return text;
  }
}
