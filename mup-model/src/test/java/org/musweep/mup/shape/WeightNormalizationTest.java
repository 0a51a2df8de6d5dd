package org.musweep.mup.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightNormalizationTest {

  @ParameterizedTest
  @CsvSource({
    "fc.weight_g, fc.weight_v, fc.weight",
    "fc.parametrizations.weight.original0, fc.parametrizations.weight.original1,"
        + " fc.parametrizations.weight"
  })
  void isRefusedWithTheReasonWhateverTheWayToFindWidths(
      String length, String direction, String weight) {
    List<ParameterSizes> base = model(length, direction, 47);
    List<ParameterSizes> delta = model(length, direction, 94);
    String reason =
        "Cannot find widths: "
            + weight
            + " is under weight norm ("
            + length
            + " times the direction of "
            + direction
            + "): the weight's size is then that of a vector, whatever the initial values and"
            + " updates of its direction are, so no rule for a weight of this shape holds"
            + " (remove weight norm, or use a normalization of activations)";
    assertThatThrownBy(() -> BaseShapes.of(base, delta)).hasMessage(reason);
    assertThatThrownBy(() -> BaseShapes.withoutDelta(base)).hasMessage(reason);
    assertThatThrownBy(() -> BaseShapes.withoutWidths(base)).hasMessage(reason);
    assertThatThrownBy(() -> new WidthBasis(47).baseShapes(base)).hasMessage(reason);
    assertThatThrownBy(
            () ->
                BaseShapeFile.parse(
                    "m.bsh", length + ":\n- 47\n- null\n" + direction + ":\n- 47\n- 47\n"))
        .hasMessage(reason);
  }

  @Test
  void namesThatOnlyLookLikeItAreFine() {
    List<ParameterSizes> model =
        List.of(ParameterSizes.of("gate.weight_g", 3), ParameterSizes.of("up.weight_v", 3));
    assertThat(BaseShapes.withoutWidths(model).parameters()).hasSize(2);
  }

  private static List<ParameterSizes> model(String length, String direction, int width) {
    return List.of(
        ParameterSizes.of(length, width, 1),
        ParameterSizes.of(direction, width, width),
        ParameterSizes.of("fc.bias", width));
  }
}
