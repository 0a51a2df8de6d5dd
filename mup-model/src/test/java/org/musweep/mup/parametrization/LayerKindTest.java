package org.musweep.mup.parametrization;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.musweep.mup.shape.InfDim;
import org.musweep.mup.shape.InfShape;

class LayerKindTest {

  private static final InfDim WIDTH = InfDim.infinite(32, 512);
  private static final InfShape HIDDEN = InfShape.of(InfDim.infinite(8, 8), WIDTH);

  @Test
  void biasesFollowTheFanInOfTheWeightBesideThem() {
    assertThat(LayerKind.LINEAR.biasFactor(HIDDEN)).isEqualTo(4.0);
    assertThat(LayerKind.CONVOLUTION.biasFactor(HIDDEN)).isEqualTo(4.0);
    assertThat(LayerKind.LINEAR.biasFactor(InfShape.of(WIDTH, InfDim.finite(3)))).isEqualTo(1.0);
    assertThat(LayerKind.LINEAR.weightFactor(HIDDEN)).isEqualTo(1.0);
  }

  @Test
  void readoutsKeepTheSizeTheyHaveAtBaseWidth() {
    InfShape readout = InfShape.of(InfDim.finite(10), WIDTH);
    assertThat(LayerKind.READOUT.weightFactor(readout)).isEqualTo(4.0);
    assertThat(LayerKind.READOUT.biasFactor(readout)).isEqualTo(4.0);
    assertThat(LayerKind.SHARED_READOUT.weightFactor(readout)).isEqualTo(4.0);
  }

  @Test
  void everythingElseIsLeftAlone() {
    assertThat(LayerKind.OTHER.weightFactor(HIDDEN)).isEqualTo(1.0);
    assertThat(LayerKind.OTHER.biasFactor(HIDDEN)).isEqualTo(1.0);
  }
}
