package org.musweep.pipeline.sweep;

import java.util.List;
import java.util.Optional;
import org.musweep.pipeline.sweep.AttentionSpec.Heads;
import org.musweep.pipeline.sweep.AttentionSpec.KeyValueHeads;
import org.musweep.pipeline.sweep.ModelSpec.Activation;
import org.musweep.pipeline.sweep.ModelSpec.FeedForward;
import org.musweep.pipeline.sweep.ModelSpec.Norm;
import org.musweep.pipeline.sweep.ModelSpec.Positions;
import org.musweep.pipeline.sweep.ModelSpec.Readout;

/** Reads the {@code model} section: a family and its sizes. */
final class ModelReader {

  static final List<String> FAMILIES =
      List.of("mlp", "convnet", "resnet", "transformer", "torchscript", "block");
  static final List<Activation> PLAIN_ACTIVATIONS =
      List.of(Activation.RELU, Activation.TANH, Activation.GELU);
  static final List<Activation> BRANCH_ACTIVATIONS =
      List.of(Activation.GELU, Activation.RELU, Activation.SWIGLU);
  private static final int DEPTH = 2;
  private static final int STAGES = 3;
  private static final double FFN_RATIO = 4;

  private final SectionReader section;

  private ModelReader(SectionReader section) {
    this.section = section;
  }

  static ModelSpec read(SectionReader section) {
    return new ModelReader(section).read();
  }

  private ModelSpec read() {
    Optional<String> family = section.word("family", FAMILIES);
    if (family.isEmpty()) {
      section.finishWithoutItsKind();
      return new ModelSpec.Mlp(1, 1, 1, Activation.RELU, true);
    }
    int width = section.wholeNumber("width", 1);
    int baseWidth = section.wholeNumber("base-width", 1, width);
    boolean foreign = ForeignReader.FAMILIES.contains(family.get());
    int depth = foreign ? 1 : section.wholeNumber("depth", 1, DEPTH);
    ModelSpec model =
        switch (family.get()) {
          case "mlp" -> mlp(width, depth, baseWidth);
          case "convnet" -> convNet(width, depth, baseWidth);
          case "resnet" -> resnet(width, depth, baseWidth);
          case "torchscript" -> new ForeignReader(section).torchScript(width, baseWidth);
          case "block" -> new ForeignReader(section).block(width, baseWidth);
          default -> transformer(width, depth, baseWidth);
        };
    section.finish();
    return model;
  }

  private ModelSpec mlp(int width, int depth, int baseWidth) {
    return new ModelSpec.Mlp(
        width, depth, baseWidth, plainActivation(), section.truth("bias", true));
  }

  private ModelSpec convNet(int width, int depth, int baseWidth) {
    return new ModelSpec.ConvNet(
        width,
        depth,
        baseWidth,
        plainActivation(),
        section.truth("bias", true),
        section.truth("batch-norm", false),
        section.truth("zero-init-readout", false));
  }

  private ModelSpec resnet(int width, int depth, int baseWidth) {
    int stages = section.wholeNumber("stages", 1, STAGES);
    if (stages > ModelSpec.Resnet.MOST_STAGES) {
      section.problem(
          "stages",
          "must be at most %d, but is %d".formatted(ModelSpec.Resnet.MOST_STAGES, stages));
      stages = STAGES;
    }
    return new ModelSpec.Resnet(
        width, depth, baseWidth, stages, section.truth("zero-init-readout", false));
  }

  private Activation plainActivation() {
    return section.word("activation", PLAIN_ACTIVATIONS, Activation.RELU);
  }

  private ModelSpec transformer(int width, int depth, int baseWidth) {
    return new ModelSpec.Transformer(
        width,
        depth,
        baseWidth,
        new AttentionSpec(heads(), keyValueHeads(), section.truth("zero-init-queries", true)),
        feedForward(width),
        section.word("norm", List.of(Norm.values()), Norm.LAYER_NORM),
        section.word("positions", List.of(Positions.values()), Positions.LEARNED),
        new Readout(
            section.truth("tied-readout", false),
            section.truth("readout-bias", false),
            section.truth("zero-init-readout", false)),
        section.truth("bias", true),
        section.number("embedding-std", Interval.POSITIVE, 1));
  }

  private Heads heads() {
    if (section.has("head-size") && section.has("heads")) {
      section.problem("heads", "stands beside head-size; exactly one of the two is allowed");
    }
    if (section.has("heads")) {
      section.wholeNumber("head-size", 1, 1);
      return new Heads.FixedCount(section.wholeNumber("heads", 1));
    }
    Heads heads = new Heads.FixedSize(section.wholeNumber("head-size", 1));
    section.wholeNumber("heads", 1, 1);
    return heads;
  }

  private KeyValueHeads keyValueHeads() {
    int count = section.wholeNumber("kv-heads", 1, 1);
    int group = section.wholeNumber("heads-per-kv-head", 1, 1);
    if (!section.has("kv-heads")) {
      return section.has("heads-per-kv-head")
          ? new KeyValueHeads.FixedGroup(group)
          : new KeyValueHeads.AsQueries();
    }
    if (section.has("heads-per-kv-head")) {
      section.problem(
          "kv-heads", "stands beside heads-per-kv-head; at most one of the two is allowed");
    }
    return new KeyValueHeads.FixedCount(count);
  }

  private FeedForward feedForward(int width) {
    Activation activation = section.word("activation", BRANCH_ACTIVATIONS, Activation.GELU);
    double ratio = section.number("ffn-ratio", Interval.POSITIVE, FFN_RATIO);
    int inner = section.wholeNumber("ffn-width", 1, 1);
    if (!section.has("ffn-width")) {
      return new FeedForward(ratio, activation);
    }
    if (section.has("ffn-ratio")) {
      section.problem("ffn-width", "stands beside ffn-ratio; at most one of the two is allowed");
    }
    return new FeedForward((double) inner / width, activation);
  }
}
