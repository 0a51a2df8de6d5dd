package org.musweep.mup.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class WidthBasisTest {

  private static final WidthBasis BASIS = new WidthBasis(47);

  private static final List<ParameterSizes> BUILT =
      List.of(
          ParameterSizes.of("in.weight", 47, 11),
          ParameterSizes.of("mid.weight", 94, 47, 47, 3),
          ParameterSizes.of("mid.bias", 94),
          ParameterSizes.of("scale"),
          ParameterSizes.of("out.weight", 6, 94));

  @Test
  void everyDivisibleDimensionIsAWidthButForKernels() {
    assertThat(BASIS.baseShapes(BUILT).apply(BUILT))
        .containsEntry("in.weight", InfShape.of(InfDim.infinite(47, 47), InfDim.finite(11)))
        .containsEntry(
            "mid.weight",
            InfShape.of(
                InfDim.infinite(94, 94),
                InfDim.infinite(47, 47),
                InfDim.finite(47),
                InfDim.finite(3)))
        .containsEntry("mid.bias", InfShape.of(InfDim.infinite(94, 94)))
        .containsEntry("scale", InfShape.of())
        .containsEntry("out.weight", InfShape.of(InfDim.finite(6), InfDim.infinite(94, 94)));
  }

  @Test
  void resizedKeepsRatiosOfWidthsAndEverythingElse() {
    List<ParameterSizes> resized = BASIS.resized(BUILT, 64);
    assertThat(resized)
        .containsExactly(
            ParameterSizes.of("in.weight", 64, 11),
            ParameterSizes.of("mid.weight", 128, 64, 47, 3),
            ParameterSizes.of("mid.bias", 128),
            ParameterSizes.of("scale"),
            ParameterSizes.of("out.weight", 6, 128));
    assertThat(BASIS.baseShapes(BUILT).apply(resized).get("mid.bias"))
        .isEqualTo(InfShape.of(InfDim.infinite(94, 128)));
  }

  @Test
  void baseShapesCanBeWrittenForPyTorch() {
    BaseShapes shapes = BASIS.baseShapes(BUILT);
    BaseShapes read = BaseShapeFile.parse("b.bsh", BaseShapeFile.text(shapes));
    assertThat(read.apply(BASIS.resized(BUILT, 64)))
        .isEqualTo(shapes.apply(BASIS.resized(BUILT, 64)));
  }

  @Test
  void changeThatIsNoWidthIsRefused() {
    BaseShapes shapes = BASIS.baseShapes(BUILT);
    List<ParameterSizes> otherInput =
        BUILT.stream()
            .map(p -> p.name().equals("in.weight") ? ParameterSizes.of(p.name(), 47, 12) : p)
            .toList();
    assertThatThrownBy(() -> shapes.apply(otherInput))
        .hasMessageContaining("dimension 1 of in.weight is 12 here and 11 in the base model");
  }

  @Test
  void rejectsWhatIsNoBasis() {
    assertThatThrownBy(() -> new WidthBasis(1))
        .hasMessage("Invalid width basis: 1 (must be at least 2, and rare: 47, say)");
    assertThatThrownBy(() -> new WidthBasis(43).baseShapes(BUILT))
        .hasMessage(
            "Cannot find widths: no dimension of the model is divisible by the width basis 43"
                + " (build the model with every width a multiple of it)");
    assertThatThrownBy(() -> BASIS.resized(BUILT, 0))
        .hasMessage("Invalid width: 0 (must be at least 1)");
    assertThatThrownBy(() -> BASIS.resized(BUILT, Integer.MAX_VALUE))
        .isInstanceOf(ArithmeticException.class);
  }
}
