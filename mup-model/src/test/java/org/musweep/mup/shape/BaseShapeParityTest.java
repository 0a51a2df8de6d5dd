package org.musweep.mup.shape;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.musweep.mup.testing.ReferenceFixtures;
import org.musweep.mup.testing.ReferenceSizes;

/** Base-shape files against those that microsoft/mup writes for the same models. */
class BaseShapeParityTest {

  @ParameterizedTest
  @ValueSource(strings = {"infshapes_mlp.json", "infshapes_gpt.json", "infshapes_conv.json"})
  void filesAreReadAndWrittenByteForByte(String index) {
    ReferenceFixtures.check(
        index,
        document -> {
          int files = 0;
          for (JsonNode fixture : document.path("cases")) {
            String file = fixture.path("bsh_file").asText();
            Optional<String> expected = ReferenceFixtures.text(file);
            assertThat(expected).as(file + ", which " + index + " names").isPresent();
            assertThat(expected.get()).isEqualTo(fixture.path("bsh_text").asText());
            checkFile(file, expected.get(), fixture);
            files++;
          }
          return files;
        });
  }

  @Test
  void everyFileOfTheSetIsReadAndWrittenByteForByte() {
    List<String> files = ReferenceFixtures.names("bsh");
    for (String file : files) {
      String text = ReferenceFixtures.text(file).orElseThrow();
      assertThat(BaseShapeFile.text(BaseShapeFile.parse(file, text))).as(file).isEqualTo(text);
    }
    if (ReferenceFixtures.isBundled()) {
      assertThat(files).hasSize(12);
    }
    ReferenceFixtures.tally("bsh", files.size());
  }

  private static void checkFile(String file, String expected, JsonNode fixture) {
    BaseShapes read = BaseShapeFile.parse(file, expected);
    assertThat(BaseShapeFile.text(read)).as(file + ", read and written").isEqualTo(expected);

    String arch = fixture.path("arch").asText();
    List<ParameterSizes> base = ReferenceSizes.of(arch, fixture.path("base_config"));
    List<ParameterSizes> delta = ReferenceSizes.of(arch, fixture.path("delta_config"));
    BaseShapes found = BaseShapes.of(base, delta);
    assertThat(BaseShapeFile.text(found)).as(file + ", from models").isEqualTo(expected);

    List<ParameterSizes> otherOrder = new ArrayList<>(base);
    Collections.shuffle(otherOrder, new Random(1));
    BaseShapes shuffled = BaseShapes.of(otherOrder, delta);
    assertThat(BaseShapeFile.text(shuffled)).as(file + ", from any order").isEqualTo(expected);
    assertThat(shuffled.apply(base)).isEqualTo(found.apply(base));
    assertThat(read.apply(base))
        .as(file + " says as much as the models")
        .isEqualTo(found.apply(base));
  }
}
