package org.musweep.mup.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BaseShapesTest {

  private static final BaseShapes BASES = BaseShapes.of(mlp(32, 10), mlp(48, 10));

  @Test
  void dimensionThatDiffersBetweenBaseAndDeltaIsAWidth() {
    assertThat(BASES.apply(mlp(256, 10)))
        .containsExactly(
            Map.entry("input.weight", InfShape.of(InfDim.infinite(32, 256), InfDim.finite(20))),
            Map.entry("input.bias", InfShape.of(InfDim.infinite(32, 256))),
            Map.entry("readout.weight", InfShape.of(InfDim.finite(10), InfDim.infinite(32, 256))));
  }

  @Test
  void widthStaysAWidthAtBaseSize() {
    Map<String, InfShape> shapes = BASES.apply(mlp(32, 10));
    assertThat(shapes.get("input.bias")).isEqualTo(InfShape.of(InfDim.infinite(32, 32)));
  }

  @Test
  void baseModelAloneKnowsWidthsOnlyWhereTheyDiffer() {
    BaseShapes bases = BaseShapes.withoutDelta(mlp(32, 10));
    assertThat(bases.apply(mlp(32, 10)).get("input.bias").infiniteCount()).isZero();
    assertThat(bases.apply(mlp(64, 10)).get("input.bias").widthMultiplier()).isEqualTo(2.0);
    assertThat(bases.apply(mlp(64, 12)).get("readout.weight").infiniteCount()).isEqualTo(2);
  }

  @Test
  void withoutWidthsEverythingIsFinite() {
    assertThat(BaseShapes.withoutWidths(mlp(64, 10)).apply(mlp(64, 10)).values())
        .allSatisfy(shape -> assertThat(shape.infiniteCount()).isZero());
  }

  @Test
  void allProblemsAreReportedTogetherByName() {
    List<ParameterSizes> model =
        List.of(
            ParameterSizes.of("input.weight", 64, 21),
            ParameterSizes.of("input.bias", 64, 1),
            ParameterSizes.of("extra.weight", 3),
            ParameterSizes.of("extra.bias", 3));
    assertThatThrownBy(() -> BASES.apply(model))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot apply base shapes: only in the model: extra.weight, extra.bias;"
                + " only in the base shapes: readout.weight;"
                + " dimension 1 of input.weight is 21 here and 20 in the base model, but was found"
                + " to be finite (a width must differ between the base and the delta model);"
                + " input.bias has rank 2 here and rank 1 in the base");
  }

  @Test
  void baseAndDeltaMustHaveTheSameParameters() {
    assertThatThrownBy(
            () ->
                BaseShapes.of(
                    List.of(ParameterSizes.of("a", 2, 2), ParameterSizes.of("b", 1)),
                    List.of(ParameterSizes.of("a", 3), ParameterSizes.of("c", 1))))
        .hasMessage(
            "Cannot compare base and delta model: only in the base model: b;"
                + " only in the delta model: c;"
                + " a has rank 2 in the base model and rank 1 in the delta model");
  }

  @Test
  void wrapperPrefixOnOneSideIsIgnored() {
    BaseShapes wrapped =
        BaseShapes.withoutDelta(
            List.of(ParameterSizes.of("module.a", 8), ParameterSizes.of("module.mlp.b", 8)));
    List<ParameterSizes> plain = List.of(ParameterSizes.of("a", 16), ParameterSizes.of("mlp.b", 8));
    assertThat(wrapped.apply(plain).keySet()).containsExactly("a", "mlp.b");
    assertThat(
            BaseShapes.withoutDelta(List.of(ParameterSizes.of("decoder.a", 8)))
                .apply(List.of(ParameterSizes.of("module.decoder.a", 16)))
                .keySet())
        .containsExactly("module.decoder.a");
  }

  @Test
  void nameThatStandsTwiceIsRefused() {
    ParameterSizes bias = ParameterSizes.of("bias", 3);
    assertThatThrownBy(() -> BASES.apply(List.of(bias, bias)))
        .hasMessage("Invalid parameter names: bias stands twice in the model");
    assertThatThrownBy(() -> BaseShapes.withoutDelta(List.of(bias, bias)))
        .hasMessage("Invalid parameter names: bias stands twice in the base shapes");
  }

  private static List<ParameterSizes> mlp(int width, int classes) {
    return List.of(
        ParameterSizes.of("input.weight", width, 20),
        ParameterSizes.of("input.bias", width),
        ParameterSizes.of("readout.weight", classes, width));
  }
}
