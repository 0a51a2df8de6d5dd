package org.musweep.mup.family;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.musweep.mup.shape.InfDim;
import org.musweep.mup.shape.InfShape;
import org.musweep.mup.stack.ParameterSpec;
import org.musweep.mup.testing.Numbers;
import org.musweep.mup.testing.ReferenceArchitecture;
import org.musweep.mup.testing.ReferenceFixtures;

/** The families declare the parameters, sizes and width multipliers that the reference finds. */
class FamilyShapesParityTest {

  @ParameterizedTest
  @ValueSource(strings = {"infshapes_mlp.json", "infshapes_conv.json", "infshapes_gpt.json"})
  void declaredShapesAreTheReferences(String file) {
    ReferenceFixtures.checkCases(
        file,
        (document, fixture) -> {
          for (JsonNode target : fixture.path("targets")) {
            // without base shapes nothing is a width
            boolean standard = "none".equals(target.path("base_shapes_from").asText());
            checkTarget(
                fixture, target, standard ? target.path("config") : fixture.path("base_config"));
          }
          return fixture.path("targets").size();
        });
  }

  private static void checkTarget(JsonNode fixture, JsonNode target, JsonNode base) {
    Map<String, InfShape> declared = new LinkedHashMap<>();
    for (ParameterSpec spec :
        ReferenceArchitecture.of(fixture.path("arch").asText(), target.path("config"), base)
            .architecture()
            .parameters()) {
      declared.put(spec.name(), spec.declaration().shape());
    }
    for (JsonNode parameter : target.path("params")) {
      String name = parameter.path("name").asText();
      assertThat(declared).as(fixture.path("name").asText()).containsKey(name);
      List<InfDim> dims = declared.remove(name).dims();
      assertThat(dims.stream().mapToDouble(InfDim::size).toArray())
          .as("size of %s", name)
          .isEqualTo(Numbers.of(parameter.path("shape")));
      assertThat(dims.stream().mapToDouble(InfDim::widthMultiplier).toArray())
          .as("width multipliers of %s", name)
          .isEqualTo(Numbers.of(parameter.path("dim_width_mult")));
    }
    assertThat(declared.keySet()).as("not in the reference").isEmpty();
  }
}
