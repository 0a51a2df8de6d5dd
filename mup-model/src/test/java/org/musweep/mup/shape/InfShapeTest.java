package org.musweep.mup.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class InfShapeTest {

  private static final InfShape HIDDEN =
      InfShape.of(InfDim.infinite(128, 1024), InfDim.infinite(32, 64));

  @Test
  void finiteDimensionHasMultiplierOne() {
    assertThat(InfDim.finite(50).widthMultiplier()).isEqualTo(1.0);
    assertThat(InfDim.finite(50).isInfinite()).isFalse();
    assertThat(InfDim.finite(50).baseSize()).isEqualTo(50);
  }

  @Test
  void multiplierIsSizeOverBaseSize() {
    assertThat(InfDim.infinite(64, 1000).widthMultiplier()).isEqualTo(15.625);
    assertThat(InfDim.infinite(64, 64).widthMultiplier()).isEqualTo(1.0);
  }

  @Test
  void lastInfiniteDimensionIsTheMainOne() {
    assertThat(HIDDEN.mainIndex()).hasValue(1);
    assertThat(HIDDEN.main()).contains(InfDim.infinite(32, 64));
    assertThat(HIDDEN.widthMultiplier()).isEqualTo(2.0);
    assertThat(HIDDEN.infiniteCount()).isEqualTo(2);
    InfShape convolution =
        InfShape.of(InfDim.infinite(8, 16), InfDim.finite(3), InfDim.finite(5), InfDim.finite(7));
    assertThat(convolution.mainIndex()).hasValue(0);
    assertThat(convolution.receptiveField()).isEqualTo(35);
  }

  @Test
  void shapeWithoutWidthHasNoMainDimension() {
    assertThat(InfShape.finite(10, 20).main()).isEmpty();
    assertThat(InfShape.finite(10, 20).widthMultiplier()).isEqualTo(1.0);
    assertThat(InfShape.finite().infiniteCount()).isZero();
  }

  @Test
  void fansAreTheFirstTwoDimensions() {
    assertThat(HIDDEN.fanIn()).isEqualTo(InfDim.infinite(32, 64));
    assertThat(HIDDEN.fanOut()).isEqualTo(InfDim.infinite(128, 1024));
    assertThat(HIDDEN.fanInToFanOutRatio()).isEqualTo(2.0 / 8.0);
    assertThatThrownBy(() -> InfShape.finite(10).fanIn())
        .hasMessage("Cannot tell the fan-in of [10]: it has fewer than two dimensions");
  }

  @Test
  void shapesOfDifferentRankDiffer() {
    assertThat(InfShape.finite(16)).isNotEqualTo(InfShape.finite(16, 32));
  }

  @Test
  void rejectsSizesBelowOne() {
    assertThatThrownBy(() -> InfDim.infinite(0, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid dimension: base size 0 (must be at least 1)");
    assertThatThrownBy(() -> InfDim.finite(-3))
        .hasMessage("Invalid dimension: size -3 (must be at least 1)");
  }
}
