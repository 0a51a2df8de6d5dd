package org.musweep.mup.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.musweep.mup.block.Activation;
import org.musweep.mup.data.DataShape;
import org.musweep.mup.family.Mlp;
import org.musweep.mup.family.Resnet;
import org.musweep.mup.family.Transformer;
import org.musweep.mup.parametrization.ParameterRole;

class RoleFactorsTest {

  private static final RoleFactors FACTORS = new RoleFactors(2, 3, 5, 7, List.of(11.0, 13.0));

  @Test
  void factorIsThatOfTheRoleTimesThatOfTheBlock() {
    assertThat(FACTORS.of(ParameterRole.EMBEDDING, OptionalInt.empty())).isEqualTo(2);
    assertThat(FACTORS.of(ParameterRole.INPUT_WEIGHT, OptionalInt.of(0))).isEqualTo(22);
    assertThat(FACTORS.of(ParameterRole.HIDDEN_WEIGHT, OptionalInt.of(1))).isEqualTo(39);
    assertThat(FACTORS.of(ParameterRole.HIDDEN_WEIGHT, OptionalInt.of(2))).isEqualTo(3);
    assertThat(FACTORS.of(ParameterRole.BIAS, OptionalInt.of(1))).isEqualTo(91);
    assertThat(FACTORS.of(ParameterRole.READOUT_WEIGHT, OptionalInt.empty())).isEqualTo(5);
  }

  @Test
  void timesScalesWeightsAlone() {
    assertThat(FACTORS.times(2)).isEqualTo(new RoleFactors(4, 6, 10, 7, List.of(11.0, 13.0)));
  }

  @Test
  void familiesKnowTheBlockOfEachParameter() {
    Architecture transformer = Transformer.ofHeadSize(new DataShape.Tokens(11, 6), 12, 16, 16, 8);
    assertThat(transformer.blockOf("blocks.0.ln_1.gain")).hasValue(0);
    assertThat(transformer.blockOf("blocks.11.attn.qkv.weight")).hasValue(11);
    assertThat(transformer.blockOf("tok_emb.weight")).isEmpty();
    assertThat(transformer.blockOf("ln_f.bias")).isEmpty();
    Architecture mlp = Mlp.ofWidth(new DataShape.Images(1, 3, 3, 4), 8, 8, 11, Activation.RELU);
    assertThat(mlp.blockOf("fc_1.weight")).hasValue(0);
    assertThat(mlp.blockOf("fc_11.bias")).hasValue(10);
    assertThat(mlp.blockOf("readout.weight")).isEmpty();
    Architecture resnet = Resnet.ofWidth(new DataShape.Images(3, 8, 8, 4), 8, 8, 2, 2);
    assertThat(resnet.blockOf("conv1.weight")).isEmpty();
    assertThat(resnet.blockOf("layer1.1.conv1.weight")).hasValue(1);
    assertThat(resnet.blockOf("layer2.0.bn1.weight")).hasValue(2);
  }
}
