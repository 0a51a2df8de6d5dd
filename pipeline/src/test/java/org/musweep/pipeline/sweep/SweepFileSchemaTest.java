package org.musweep.pipeline.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

class SweepFileSchemaTest {

  private static final String HEADER = "# yaml-language-server: $schema=musweep.schema.json\n";
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(SweepFileSchema.json());

  static List<KeyExample> examples() {
    return KeyExample.all();
  }

  /** Those that JSON can say: it has no NaN. */
  static List<KeyExample> wrongForms() {
    return KeyExample.all().stream()
        .filter(example -> !example.problem().contains(".nan"))
        .filter(
            example ->
                example
                    .problem()
                    .matches(
                        ".*: (missing; |needs (a whole number|a number|one of|text|true or false|a"
                            + " section|a list|a duration|auto or|letters|local,)).*"))
        .toList();
  }

  static List<Path> shipped() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("../conf"))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void acceptsTheFilesThatShip(Path file) throws IOException {
    assertThat(problems(Files.readString(file))).isEmpty();
    assertThat(Files.readString(file)).startsWith(HEADER);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void acceptsWhatTheReaderAccepts(KeyExample example) {
    assertThat(problems(example.accepted().text())).as(example.accepted().text()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("wrongForms")
  void refusesValuesOfTheWrongForm(KeyExample example) {
    assertThat(problems(example.rejected().text())).as(example.rejected().text()).isNotEmpty();
  }

  @Test
  void refusesUnknownKeysInEverySection() {
    SampleFile file = SampleFile.transformer();

    for (String key :
        List.of("modle", "data/sorce", "model/witdh", "training/step", "search/space/rate")) {
      assertThat(problems(file.with(key, "1").text())).as(key).isNotEmpty();
    }
  }

  @Test
  void refusesKeysOfAnotherFamilyOrSource() {
    assertThat(problems(SampleFile.mlp().with("model/head-size", "8").text())).isNotEmpty();
    assertThat(problems(SampleFile.mlp().with("data/tokenizer", "bytes").text())).isNotEmpty();
    assertThat(problems(SampleFile.mlp().with("model/activation", "swiglu").text())).isNotEmpty();
    assertThat(problems(SampleFile.transformer().with("model/stages", "2").text())).isNotEmpty();
    assertThat(problems(SampleFile.mlp().without("data/height").text())).isNotEmpty();
  }

  @Test
  void knowsTheHyperparametersOfBlocks() {
    SampleFile file = SampleFile.transformer().with("training/learning-rate.block.1", "2");

    assertThat(problems(file.text())).isEmpty();
    assertThat(problems(file.with("training/learning-rate.block.x", "2").text())).isNotEmpty();
    assertThat(problems(file.with("training/learning-rate.block.1", "0").text())).isNotEmpty();
  }

  @Test
  void explainsEveryKey() throws IOException {
    JsonNode schema = MAPPER.readTree(SweepFileSchema.json());

    assertThat(schema.at("/properties/training/properties/steps/description").asText())
        .contains("optimizer steps");
    assertThat(schema.at("/properties/model/properties/depth/default").asInt()).isEqualTo(2);
  }

  private static Set<ValidationMessage> problems(String yaml) {
    LoadSettings settings = LoadSettings.builder().setSchema(new CoreSchema()).build();
    return SCHEMA.validate(MAPPER.valueToTree(new Load(settings).loadFromString(yaml)));
  }
}
