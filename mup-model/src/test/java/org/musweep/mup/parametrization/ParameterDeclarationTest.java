package org.musweep.mup.parametrization;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.musweep.mup.shape.InfDim;
import org.musweep.mup.shape.InfShape;

class ParameterDeclarationTest {

  private static final InfDim WIDTH = InfDim.infinite(32, 64);
  private static final InfDim FINITE = InfDim.finite(50);

  @Test
  void vocabularyTakenForAWidthIsRefusedByName() {
    InfDim vocabulary = InfDim.infinite(50, 60);
    assertRefused(
        ParameterRole.EMBEDDING,
        InfShape.of(vocabulary, WIDTH),
        "Invalid parameter w: role embedding with shape [60/50, 64/32]: its entries (the vocabulary"
            + " or the number of positions) was taken for a width: base 50, here 60");
    assertRefused(
        ParameterRole.READOUT_WEIGHT,
        InfShape.of(vocabulary, WIDTH),
        "Invalid parameter w: role readout-weight with shape [60/50, 64/32]: its fan-out (classes"
            + " or the vocabulary) was taken for a width: base 50, here 60");
  }

  @Test
  void hiddenWeightThatIsAReadoutIsRefused() {
    assertRefused(
        ParameterRole.HIDDEN_WEIGHT,
        InfShape.of(FINITE, WIDTH),
        "Invalid parameter w: role hidden-weight with shape [50, 64/32]: it maps a width to a"
            + " finite dimension, which only a readout weight does");
  }

  @Test
  void inputWeightReadsNoWidth() {
    assertRefused(
        ParameterRole.INPUT_WEIGHT,
        InfShape.of(WIDTH, WIDTH),
        "Invalid parameter w: role input-weight with shape [64/32, 64/32]: its fan-in (the input)"
            + " was taken for a width: base 32, here 64");
  }

  @Test
  void ranksThatMakeNoSenseAreRefused() {
    assertRefused(
        ParameterRole.HIDDEN_WEIGHT,
        InfShape.of(WIDTH),
        "Invalid parameter w: role hidden-weight with shape [64/32]: a weight has at least the"
            + " dimensions [fan_out, fan_in]");
    assertRefused(
        ParameterRole.HIDDEN_WEIGHT,
        InfShape.of(WIDTH, WIDTH, WIDTH),
        "Invalid parameter w: role hidden-weight with shape [64/32, 64/32, 64/32]: only its first"
            + " two dimensions can be widths");
    assertRefused(
        ParameterRole.EMBEDDING,
        InfShape.of(WIDTH),
        "Invalid parameter w: role embedding with shape [64/32]: an embedding has the dimensions"
            + " [entries, size]");
    assertRefused(
        ParameterRole.GAIN,
        InfShape.of(WIDTH, WIDTH),
        "Invalid parameter w: role gain with shape [64/32, 64/32]: a bias or gain has at most one"
            + " width");
  }

  @Test
  void shapesOfRealLayersAreAccepted() {
    assertThatCode(
            () -> {
              for (InfDim width : List.of(WIDTH, InfDim.infinite(32, 32), InfDim.finite(64))) {
                declare(ParameterRole.EMBEDDING, InfShape.of(FINITE, width));
                declare(ParameterRole.INPUT_WEIGHT, InfShape.of(width, FINITE));
                declare(ParameterRole.HIDDEN_WEIGHT, InfShape.of(WIDTH, width));
                declare(ParameterRole.READOUT_WEIGHT, InfShape.of(FINITE, width));
                declare(ParameterRole.BIAS, InfShape.of(width));
                declare(ParameterRole.GAIN, InfShape.of());
              }
            })
        .doesNotThrowAnyException();
  }

  private static void assertRefused(ParameterRole role, InfShape shape, String message) {
    assertThatThrownBy(() -> declare(role, shape))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  private static void declare(ParameterRole role, InfShape shape) {
    new ParameterDeclaration("w", role, shape);
  }
}
