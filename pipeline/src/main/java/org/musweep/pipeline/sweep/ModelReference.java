package org.musweep.pipeline.sweep;

import static org.musweep.pipeline.sweep.ReferenceKey.REQUIRED;

import java.util.List;
import java.util.stream.Collectors;

/** The keys of the {@code model} section. */
final class ModelReference {

  private ModelReference() {}

  static List<ReferenceTable> tables() {
    return List.of(all(), convolutional(), transformer(), foreign());
  }

  private static ReferenceTable all() {
    return ReferenceTable.of(
        "model",
        ReferenceKey.of(
            "model.family",
            KeyForm.anyOf(ModelReader.FAMILIES),
            REQUIRED,
            "`transformer` for tokens, `torchscript` and `block` (models made elsewhere) for"
                + " either, the others for images"),
        ReferenceKey.of(
            "model.width",
            KeyForm.wholeNumber(1),
            REQUIRED,
            "width of the trials' models: units of an MLP's hidden layers, channels"
                + " of the first convolution of a ConvNet or of the first stage of a"
                + " ResNet (further ones double them), residual stream of a Transformer,"
                + " the number that a model made elsewhere goes by"),
        ReferenceKey.of(
            "model.base-width",
            KeyForm.wholeNumber(1, "1 to `model.width`"),
            "`model.width`",
            "where maximal update equals the standard parametrization"),
        ReferenceKey.of(
            "model.base",
            KeyForm.defined(
                "a section of the model's keys that differ",
                "section",
                SweepFileSchema.MODEL_DIFFERENCE),
            "",
            "the base model: the keys of `model` that differ in it, see below"),
        ReferenceKey.of(
            "model.delta",
            KeyForm.defined(
                "a section of the model's keys that differ",
                "section",
                SweepFileSchema.MODEL_DIFFERENCE),
            "",
            "the same model with every width changed"),
        ReferenceKey.of(
            "model.base-shapes",
            KeyForm.text("path of a `.bsh` file, or its lines"),
            "",
            "the base shapes of microsoft/mup"),
        ReferenceKey.of(
            "model.width-basis",
            KeyForm.wholeNumber(2),
            "",
            "every dimension divisible by it is a width"),
        ReferenceKey.of(
                "model.depth",
                KeyForm.wholeNumber(1),
                "2",
                "hidden layers of an MLP, convolutions of a ConvNet, residual blocks of"
                    + " each stage of a ResNet, blocks of a Transformer")
            .in("mlp", "convnet", "resnet", "transformer"),
        ReferenceKey.of(
                "model.activation",
                KeyForm.words(ModelReader.PLAIN_ACTIVATIONS),
                "`relu`",
                "after each layer of an MLP or a ConvNet; a ResNet has ReLU")
            .in("mlp", "convnet"),
        ReferenceKey.of(
                "model.bias",
                KeyForm.truth(),
                "true",
                "biases of linear layers, convolutions and norms (the readout of a"
                    + " Transformer has its own key); not for a ResNet")
            .in("mlp", "convnet", "transformer"));
  }

  private static ReferenceTable convolutional() {
    return ReferenceTable.of(
        "model: convolutions",
        ReferenceKey.of(
                "model.batch-norm",
                KeyForm.truth(),
                "false",
                "batch normalization after each convolution of a ConvNet")
            .in("convnet"),
        ReferenceKey.of("model.stages", KeyForm.wholeNumber(1, "1 to 8"), "3", "stages of a ResNet")
            .in("resnet"),
        ReferenceKey.of(
                "model.zero-init-readout", KeyForm.truth(), "false", "readout weights start at 0")
            .in("convnet", "resnet"));
  }

  private static ReferenceTable foreign() {
    return ReferenceTable.of(
        "model: made elsewhere",
        ReferenceKey.of(
                "model.modules",
                new KeyForm(
                    ForeignReader.MODULES_NEEDED,
                    "widths and paths",
                    """
                    {"type": "object", "minProperties": 2, "additionalProperties": false,\
                     "patternProperties": {"^[1-9][0-9]{0,7}$": {"type": "string"}}}\
                    """),
                REQUIRED,
                "files that `torch.jit.save` wrote, one per width: `{32: a.pt, 64: b.pt}`")
            .in("torchscript"),
        ReferenceKey.of(
                "model.class",
                KeyForm.text("name of a class"),
                REQUIRED,
                "on the class path of driver and executors; it implements"
                    + " `org.musweep.mup.family.BlockFactory`")
            .in("block"),
        ReferenceKey.of(
                "model.input",
                KeyForm.words(ForeignReader.INPUTS),
                "`images`",
                "how the model reads images: `[batch, channels, height, width]`, or all pixels in"
                    + " a row")
            .in("torchscript", "block"),
        ReferenceKey.of(
                "model.roles",
                new KeyForm(
                    ForeignReader.ROLES_NEEDED,
                    "parameters and roles",
                    """
                    {"type": "object", "additionalProperties": {"enum": ["%s"]}}\
                    """
                        .formatted(String.join("\", \"", ForeignReader.ROLES))),
                "",
                "what a parameter is if its shape and layer do not tell: "
                    + ForeignReader.ROLES.stream()
                        .map(role -> "`" + role + "`")
                        .collect(Collectors.joining(", ")))
            .in("torchscript", "block"));
  }

  private static ReferenceTable transformer() {
    return ReferenceTable.of(
        "model: transformer",
        ReferenceKey.of(
                "model.head-size",
                KeyForm.wholeNumber(1),
                "one of the two",
                "heads keep this size; wider models have more of them")
            .in("transformer"),
        ReferenceKey.of(
                "model.heads",
                KeyForm.wholeNumber(1),
                "one of the two",
                "heads keep this number; wider models have larger ones")
            .in("transformer"),
        ReferenceKey.of(
                "model.kv-heads",
                KeyForm.wholeNumber(1, "divides the number of heads"),
                "as many as heads",
                "key and value heads, the same number at every width")
            .in("transformer"),
        ReferenceKey.of(
                "model.heads-per-kv-head",
                KeyForm.wholeNumber(1, "divides the number of heads"),
                "one each",
                "query heads that share a key and value head, at every width; at most"
                    + " one of the two")
            .in("transformer"),
        ReferenceKey.of(
                "model.ffn-ratio",
                KeyForm.number(Interval.POSITIVE),
                "4",
                "inner width of the feed-forward branch, as a multiple of the width;"
                    + " whole at every width")
            .in("transformer"),
        ReferenceKey.of(
                "model.ffn-width",
                KeyForm.wholeNumber(1),
                "",
                "the same, given as the inner width at `model.width`; at most one of the" + " two")
            .in("transformer"),
        ReferenceKey.of(
                "model.activation",
                KeyForm.words(ModelReader.BRANCH_ACTIVATIONS),
                "`gelu`",
                "of the feed-forward branch; `swiglu` is gated")
            .in("transformer"),
        ReferenceKey.of(
                "model.norm",
                KeyForm.words(List.of(ModelSpec.Norm.values())),
                "`layer-norm`",
                "before each branch, and before the readout")
            .in("transformer"),
        ReferenceKey.of(
                "model.positions",
                KeyForm.words(List.of(ModelSpec.Positions.values())),
                "`learned`",
                "`rotary` needs an even head size")
            .in("transformer"),
        ReferenceKey.of(
                "model.tied-readout",
                KeyForm.truth(),
                "false",
                "the readout shares the token embedding's weights")
            .in("transformer"),
        ReferenceKey.of(
                "model.readout-bias", KeyForm.truth(), "false", "a bias per token in the readout")
            .in("transformer"),
        ReferenceKey.of(
                "model.zero-init-readout", KeyForm.truth(), "false", "readout weights start at 0")
            .in("transformer"),
        ReferenceKey.of(
                "model.zero-init-queries", KeyForm.truth(), "true", "query weights start at 0")
            .in("transformer"),
        ReferenceKey.of(
                "model.embedding-std",
                KeyForm.number(Interval.POSITIVE),
                "1",
                "standard deviation of initial embeddings at init scale 1")
            .in("transformer"));
  }
}
