package org.musweep.mup.family;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.musweep.mup.block.Activation;
import org.musweep.mup.data.DataShape;

/** Counts by hand. */
class MultiplyAddsTest {

  @Test
  void transformer() {
    Transformer model = Transformer.ofHeadSize(new DataShape.Tokens(65, 8), 2, 32, 32, 16);

    // Per token and block: 3·32² of q, k and v, 32² of the output, 2·4·32² of the feed-forward
    // layers, so 12 288; the readout 65·32 = 2 080. Per block 2·8² pairs of 32 numbers: 4 096.
    assertThat(model.multiplyAdds()).isEqualTo(8 * (2 * 12_288 + 2_080) + 2 * 4_096);
  }

  @Test
  void mlp() {
    Mlp model = Mlp.ofWidth(new DataShape.Images(1, 28, 28, 10), 64, 64, 2, Activation.RELU);

    assertThat(model.multiplyAdds()).isEqualTo(784 * 64 + 64 * 64 + 64 * 10);
  }

  @Test
  void convolutionalNetwork() {
    ConvNet model = ConvNet.ofWidth(new DataShape.Images(1, 8, 8, 10), 4, 4, 2, Activation.RELU);

    // 4 channels of 3·3·1 on 8·8 pixels, 8 of 3·3·4 on 4·4, then 8·8 and 10·8.
    assertThat(model.multiplyAdds()).isEqualTo(4 * 9 * 64 + 8 * 36 * 16 + 64 + 80);
  }

  @Test
  void residualNetwork() {
    Resnet model = Resnet.ofWidth(new DataShape.Images(3, 8, 8, 10), 4, 4, 2, 1);

    // Stem; two convolutions of 4 channels on 8·8; of 8 on 4·4, with a 1·1 shortcut; readout.
    long stem = 4 * 27 * 64;
    long narrow = 2 * 4 * 36 * 64;
    long wide = (8 * 36 + 8 * 72 + 8 * 4) * 16;
    assertThat(model.multiplyAdds()).isEqualTo(stem + narrow + wide + 80);
  }
}
