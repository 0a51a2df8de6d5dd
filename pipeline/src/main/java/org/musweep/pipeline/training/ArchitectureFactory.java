package org.musweep.pipeline.training;

import java.util.Locale;
import org.musweep.mup.block.Activation;
import org.musweep.mup.block.FeedForward;
import org.musweep.mup.block.RotaryPositions;
import org.musweep.mup.block.StackedNorm;
import org.musweep.mup.data.DataShape;
import org.musweep.mup.family.ConvNet;
import org.musweep.mup.family.Mlp;
import org.musweep.mup.family.Resnet;
import org.musweep.mup.family.Transformer;
import org.musweep.mup.family.TransformerOptions;
import org.musweep.mup.family.TransformerSize;
import org.musweep.mup.shape.InfDim;
import org.musweep.mup.stack.Architecture;
import org.musweep.pipeline.sweep.AttentionSpec;
import org.musweep.pipeline.sweep.DepthSpec;
import org.musweep.pipeline.sweep.ModelSpec;

/** Builds a sweep file's model at any width and depth. */
final class ArchitectureFactory {

  private ArchitectureFactory() {}

  static Architecture of(ModelSpec model, DataShape data, int width, int depth, DepthSpec growth) {
    if (model instanceof ModelSpec.Foreign foreign) {
      return ForeignModels.of(foreign, data, width);
    }
    if (model instanceof ModelSpec.Transformer transformer) {
      if (data instanceof DataShape.Tokens tokens) {
        return transformer(transformer, tokens, width, depth, growth.base(model));
      }
      throw mismatch(model.family(), "tokens", data);
    }
    if (!(data instanceof DataShape.Images images)) {
      throw mismatch(model.family(), "images", data);
    }
    if (model instanceof ModelSpec.ConvNet convNet) {
      return convNet(convNet, images, width, depth);
    }
    if (model instanceof ModelSpec.Resnet resnet) {
      return new Resnet(
          images,
          InfDim.infinite(resnet.baseWidth(), width),
          resnet.stages(),
          depth,
          resnet.zeroReadout());
    }
    return mlp((ModelSpec.Mlp) model, images, width, depth);
  }

  private static Architecture convNet(
      ModelSpec.ConvNet spec, DataShape.Images images, int width, int depth) {
    ConvNet built =
        ConvNet.ofWidth(
            images, width, spec.baseWidth(), depth, Activation.valueOf(spec.activation().name()));
    return new ConvNet(
        images,
        built.channels(),
        built.hidden(),
        built.activation(),
        spec.bias(),
        spec.batchNorm(),
        spec.zeroReadout());
  }

  private static Architecture mlp(
      ModelSpec.Mlp mlp, DataShape.Images images, int width, int depth) {
    Mlp built =
        Mlp.ofWidth(
            images, width, mlp.baseWidth(), depth, Activation.valueOf(mlp.activation().name()));
    return new Mlp(images, built.hidden(), built.activation(), mlp.bias(), built.zeroReadout());
  }

  private static Architecture transformer(
      ModelSpec.Transformer spec, DataShape.Tokens tokens, int width, int depth, int baseDepth) {
    TransformerOptions options =
        new TransformerOptions(
            spec.norm() == ModelSpec.Norm.LAYER_NORM
                ? StackedNorm.Kind.LAYER
                : StackedNorm.Kind.RMS,
            FeedForward.Kind.valueOf(spec.feedForward().activation().name()),
            spec.positions() == ModelSpec.Positions.ROTARY
                ? RotaryPositions.STANDARD
                : RotaryPositions.NONE,
            spec.readout().tied(),
            spec.bias(),
            spec.readout().bias(),
            spec.attention().zeroQueries(),
            spec.readout().zeroInit(),
            spec.embeddingStd());
    return new Transformer(
        tokens,
        depth,
        baseDepth,
        size(spec, width),
        size(spec, spec.baseWidth()),
        spec.attention().heads() instanceof AttentionSpec.Heads.FixedCount,
        options);
  }

  private static TransformerSize size(ModelSpec.Transformer spec, int width) {
    AttentionSpec attention = spec.attention();
    return new TransformerSize(
        width,
        attention.headsAt(width),
        attention.keyValueHeadsAt(width),
        attention.headSizeAt(width),
        spec.feedForward().widthAt(width));
  }

  private static IllegalArgumentException mismatch(String family, String needed, DataShape data) {
    return new IllegalArgumentException(
        "Invalid model: family %s needs %s, but the data is %s"
            .formatted(family, needed, data.getClass().getSimpleName().toLowerCase(Locale.ROOT)));
  }
}
