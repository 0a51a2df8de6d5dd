package org.musweep.pipeline.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.musweep.mup.block.Activation;
import org.musweep.mup.block.FeedForward;
import org.musweep.mup.block.StackedNorm;
import org.musweep.mup.data.DataShape;
import org.musweep.mup.family.ConvNet;
import org.musweep.mup.family.Resnet;
import org.musweep.mup.family.Transformer;
import org.musweep.mup.family.TransformerSize;
import org.musweep.mup.shape.InfDim;
import org.musweep.pipeline.sweep.AttentionSpec;
import org.musweep.pipeline.sweep.DepthSpec;
import org.musweep.pipeline.sweep.ModelSpec;

class ArchitectureFactoryTest {

  private static final DataShape.Images IMAGES = new DataShape.Images(3, 32, 32, 10);
  private static final DataShape.Tokens TOKENS = new DataShape.Tokens(50, 16);

  @Test
  void convNetHasTheFilesLayers() {
    ModelSpec spec = new ModelSpec.ConvNet(8, 3, 4, ModelSpec.Activation.TANH, false, true, true);
    assertThat(ArchitectureFactory.of(spec, IMAGES, 16, 3, DepthSpec.DEFAULT))
        .isEqualTo(
            new ConvNet(
                IMAGES,
                List.of(InfDim.infinite(4, 16), InfDim.infinite(8, 32), InfDim.infinite(16, 64)),
                InfDim.infinite(16, 64),
                Activation.TANH,
                false,
                true,
                true));
  }

  @Test
  void resnetHasTheFilesStages() {
    ModelSpec spec = new ModelSpec.Resnet(16, 2, 8, 4, false);
    assertThat(ArchitectureFactory.of(spec, IMAGES, 64, 2, DepthSpec.DEFAULT))
        .isEqualTo(Resnet.ofWidth(IMAGES, 64, 8, 4, 2));
  }

  @Test
  void keyValueHeadsGrowWithTheirGroups() {
    ModelSpec spec =
        new ModelSpec.Transformer(
            32,
            2,
            32,
            new AttentionSpec(
                new AttentionSpec.Heads.FixedSize(8),
                new AttentionSpec.KeyValueHeads.FixedGroup(2),
                true),
            new ModelSpec.FeedForward(2.5, ModelSpec.Activation.SWIGLU),
            ModelSpec.Norm.RMS_NORM,
            ModelSpec.Positions.ROTARY,
            new ModelSpec.Readout(true, true, false),
            false,
            0.1);
    Transformer built =
        (Transformer) ArchitectureFactory.of(spec, TOKENS, 64, 2, DepthSpec.DEFAULT);
    assertThat(built.size()).isEqualTo(new TransformerSize(64, 8, 4, 8, 160));
    assertThat(built.base()).isEqualTo(new TransformerSize(32, 4, 2, 8, 80));
    assertThat(built.headSizeScales()).isFalse();
    assertThat(built.options().norm()).isEqualTo(StackedNorm.Kind.RMS);
    assertThat(built.options().feedForward()).isEqualTo(FeedForward.Kind.SWIGLU);
    assertThat(built.options().positions().enabled()).isTrue();
    assertThat(built.options().tiedReadout()).isTrue();
    assertThat(built.options().readoutBias()).isTrue();
    assertThat(built.options().bias()).isFalse();
  }

  @Test
  void familyAndDataHaveToFit() {
    assertThatThrownBy(
            () ->
                ArchitectureFactory.of(
                    new ModelSpec.Resnet(16, 2, 8, 4, false), TOKENS, 16, 2, DepthSpec.DEFAULT))
        .hasMessage("Invalid model: family resnet needs images, but the data is tokens");
  }
}
