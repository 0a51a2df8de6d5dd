package org.musweep.mup.coordcheck;

import static org.musweep.mup.coordcheck.CheckedModel.BASE_WIDTH;
import static org.musweep.mup.coordcheck.CheckedModel.PICTURES;
import static org.musweep.mup.coordcheck.CheckedModel.TEXT;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.musweep.mup.block.Activation;
import org.musweep.mup.block.FeedForward;
import org.musweep.mup.block.QueryKeyValue;
import org.musweep.mup.block.RotaryPositions;
import org.musweep.mup.block.StackedNorm;
import org.musweep.mup.family.ConvNet;
import org.musweep.mup.family.Mlp;
import org.musweep.mup.family.Resnet;
import org.musweep.mup.family.Transformer;
import org.musweep.mup.family.TransformerOptions;
import org.musweep.mup.family.TransformerSize;
import org.musweep.mup.parametrization.OptimizerKind;
import org.musweep.mup.parametrization.RuleSet;
import org.musweep.mup.shape.InfDim;
import org.musweep.mup.stack.Architecture;

/** Models under maximal-update rules as they should be, in one configuration each. */
final class RightModels {

  /** A learning rate at which Adam moves these models visibly, and does not throw them around. */
  static final double ADAM_RATE = 0.0078125;

  private static final double SGD_RATE = 0.125;
  private static final int DEPTH = 2;
  private static final int HEADS = 2;
  private static final int HEAD_SIZE = 16;
  private static final int FEED_FORWARD = 4;

  private RightModels() {}

  /** All, by what makes them different. */
  static Map<String, CheckedModel> all() {
    Map<String, CheckedModel> models = new LinkedHashMap<>();
    models.put("MLP, tanh, zero readout, SGD", sgd(mlp(Activation.TANH)));
    models.put("MLP, ReLU, zero readout, Adam", adam(mlp(Activation.RELU)));
    models.put("ConvNet, zero readout, AdamW", adamW(RightModels::convNet));
    models.put("ResNet with batch normalization, Adam", adam(RightModels::resnet));
    models.put("Transformer, heads grow, AdamW", adamW(RightModels::growingHeads));
    models.put(
        "Transformer, heads fixed, Muon",
        right(transformer(TransformerOptions.DEFAULTS), OptimizerKind.MUON, ADAM_RATE));
    models.put("Transformer, heads fixed, Adam", adam(transformer(TransformerOptions.DEFAULTS)));
    models.put(
        "Transformer, RMSNorm and SwiGLU",
        adam(
            transformer(
                options(
                    StackedNorm.Kind.RMS,
                    FeedForward.Kind.SWIGLU,
                    RotaryPositions.NONE,
                    false,
                    false))));
    models.put(
        "Transformer, rotary positions, random queries",
        adam(
            transformer(
                options(
                    StackedNorm.Kind.LAYER,
                    FeedForward.Kind.RELU,
                    RotaryPositions.STANDARD,
                    false,
                    false))));
    models.put("Transformer, tied readout", adam(transformer(tied())));
    models.put(
        "Transformer, zero readout and queries",
        adam(
            transformer(
                options(
                    StackedNorm.Kind.LAYER,
                    FeedForward.Kind.GELU,
                    RotaryPositions.NONE,
                    true,
                    true))));
    models.put("Transformer, grouped-query heads", adam(RightModels::grouped));
    return models;
  }

  /** A Transformer of a fixed number of heads, whose size grows. */
  static IntFunction<Architecture> transformer(TransformerOptions options) {
    return width -> transformer(size(width), size(BASE_WIDTH), options);
  }

  /** With the sizes given. */
  static Architecture transformer(
      TransformerSize size, TransformerSize base, TransformerOptions options) {
    return new Transformer(TEXT, DEPTH, size, base, true, options);
  }

  static TransformerSize size(int width) {
    return new TransformerSize(width, HEADS, HEADS, width / HEADS, FEED_FORWARD * width);
  }

  /** The defaults with a readout that is the token table. */
  static TransformerOptions tied() {
    return new TransformerOptions(
        StackedNorm.Kind.LAYER,
        FeedForward.Kind.GELU,
        RotaryPositions.NONE,
        true,
        true,
        false,
        true,
        false,
        1.0);
  }

  /** Under maximal-update rules and Adam. */
  static CheckedModel adam(IntFunction<Architecture> ofWidth) {
    return right(ofWidth, OptimizerKind.ADAM, ADAM_RATE);
  }

  private static CheckedModel adamW(IntFunction<Architecture> ofWidth) {
    return right(ofWidth, OptimizerKind.ADAMW, ADAM_RATE);
  }

  private static CheckedModel sgd(IntFunction<Architecture> ofWidth) {
    return right(ofWidth, OptimizerKind.SGD, SGD_RATE);
  }

  private static CheckedModel right(
      IntFunction<Architecture> ofWidth, OptimizerKind optimizer, double learningRate) {
    RuleSet rules = RuleSet.named("maximal-update");
    return new CheckedModel(
        ofWidth, architecture -> CheckedModel.plan(rules, optimizer, architecture), learningRate);
  }

  private static IntFunction<Architecture> mlp(Activation activation) {
    return width -> {
      InfDim hidden = InfDim.infinite(BASE_WIDTH, width);
      return new Mlp(PICTURES, List.of(hidden, hidden, hidden), activation, true, true);
    };
  }

  private static Architecture convNet(int width) {
    InfDim channels = InfDim.infinite(BASE_WIDTH / 2, width / 2);
    return new ConvNet(
        PICTURES, List.of(channels, channels), channels, Activation.RELU, true, false, true);
  }

  private static Architecture resnet(int width) {
    return Resnet.ofWidth(PICTURES, width / 4, BASE_WIDTH / 4, 2, 1);
  }

  private static Architecture growingHeads(int width) {
    return Transformer.ofHeadSize(TEXT, DEPTH, width, BASE_WIDTH, HEAD_SIZE);
  }

  private static Architecture grouped(int width) {
    TransformerOptions options =
        new TransformerOptions(
            StackedNorm.Kind.LAYER,
            FeedForward.Kind.GELU,
            RotaryPositions.NONE,
            false,
            true,
            false,
            true,
            false,
            1.0,
            QueryKeyValue.Form.SEPARATE);
    return new Transformer(
        TEXT, DEPTH, groupedSize(width), groupedSize(BASE_WIDTH), false, options);
  }

  /** Two key/value heads at every width, of one size. */
  private static TransformerSize groupedSize(int width) {
    return new TransformerSize(width, width / HEAD_SIZE, HEADS, HEAD_SIZE, FEED_FORWARD * width);
  }

  private static TransformerOptions options(
      StackedNorm.Kind norm,
      FeedForward.Kind feedForward,
      RotaryPositions positions,
      boolean zeroQueries,
      boolean zeroReadout) {
    return new TransformerOptions(
        norm, feedForward, positions, false, true, false, zeroQueries, zeroReadout, 1.0);
  }
}
