package org.musweep.mup.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.musweep.mup.block.Activation;
import org.musweep.mup.block.FeedForward;
import org.musweep.mup.block.QueryKeyValue;
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
import org.musweep.mup.stack.Lane;
import org.musweep.mup.stack.RoleFactors;

/**
 * A model of the reference files, built from this project's layers.
 *
 * @param architecture with the base configuration's sizes as base sizes
 * @param lane holds the configuration's multipliers
 */
public record ReferenceArchitecture(Architecture architecture, Lane lane) {

  private static final Set<String> MLP_KEYS =
      Set.of("d_in", "h1", "h2", "d_out", "bias", "act", "output_mult", "mu");

  private static final Set<String> GPT_KEYS =
      Set.of(
          "vocab",
          "ctx",
          "d_model",
          "n_head",
          "d_ffn",
          "n_layer",
          "d_head",
          "n_kv_head",
          "bias",
          "act",
          "attn_mult",
          "output_mult",
          "tied",
          "readout_bias",
          "split_qkv",
          "mu",
          "emb_std");

  private static final Set<String> CONVNET_KEYS =
      Set.of("c_in", "c1", "c2", "h", "d_out", "bias", "norm", "output_mult", "mu");

  private static final Set<String> RESNET_KEYS = Set.of("c", "c_in", "d_out", "output_mult", "mu");

  /**
   * The model of a configuration; images are of 8 × 8 pixels.
   *
   * @param arch {@code mlp}, {@code convnet}, {@code resnet} or {@code gpt}
   * @throws IllegalArgumentException naming what this project has no model for
   */
  public static ReferenceArchitecture of(String arch, JsonNode config, JsonNode base) {
    return of(arch, config, base, JsonNodeFactory.instance.arrayNode());
  }

  /**
   * The model of a configuration.
   *
   * @param arch {@code mlp}, {@code convnet}, {@code resnet} or {@code gpt}
   * @param inputShape of a batch; if it has four dimensions, the last two are an image's size
   * @throws IllegalArgumentException naming what this project has no model for
   */
  public static ReferenceArchitecture of(
      String arch, JsonNode config, JsonNode base, JsonNode inputShape) {
    return switch (arch) {
      case "mlp" -> mlp(config, base);
      case "convnet" -> convNet(config, base, inputShape);
      case "resnet" -> resnet(config, base, inputShape);
      case "gpt" -> gpt(config, base);
      default -> throw new IllegalArgumentException("No family for reference model " + arch);
    };
  }

  private static ReferenceArchitecture mlp(JsonNode config, JsonNode base) {
    requireKnown(config, MLP_KEYS);
    return new ReferenceArchitecture(
        new Mlp(
            new DataShape.Images(1, 1, config.path("d_in").asInt(), config.path("d_out").asInt()),
            List.of(width(config, base, "h1"), width(config, base, "h2")),
            Activation.valueOf(config.path("act").asText("relu").toUpperCase(Locale.ROOT)),
            config.path("bias").asBoolean(true),
            false),
        lane(config, 1));
  }

  private static ReferenceArchitecture convNet(
      JsonNode config, JsonNode base, JsonNode inputShape) {
    requireKnown(config, CONVNET_KEYS);
    return new ReferenceArchitecture(
        new ConvNet(
            images(config, inputShape),
            List.of(width(config, base, "c1"), width(config, base, "c2")),
            width(config, base, "h"),
            Activation.RELU,
            config.path("bias").asBoolean(true),
            config.path("norm").asBoolean(false),
            false),
        lane(config, 1));
  }

  private static ReferenceArchitecture resnet(JsonNode config, JsonNode base, JsonNode inputShape) {
    requireKnown(config, RESNET_KEYS);
    return new ReferenceArchitecture(
        new Resnet(images(config, inputShape), width(config, base, "c"), 2, 1, false),
        lane(config, 1));
  }

  private static DataShape.Images images(JsonNode config, JsonNode inputShape) {
    return new DataShape.Images(
        config.path("c_in").asInt(3),
        inputShape.path(2).asInt(8),
        inputShape.path(3).asInt(8),
        config.path("d_out").asInt(10));
  }

  private static ReferenceArchitecture gpt(JsonNode config, JsonNode base) {
    requireKnown(config, GPT_KEYS);
    TransformerSize size = size(config);
    TransformerSize baseSize = size(base);
    return new ReferenceArchitecture(
        new Transformer(
            new DataShape.Tokens(config.path("vocab").asInt(), config.path("ctx").asInt()),
            config.path("n_layer").asInt(),
            size,
            baseSize,
            size.headSize() != baseSize.headSize(),
            options(config)),
        lane(config, config.path("attn_mult").asDouble(8) / Math.sqrt(baseSize.headSize())));
  }

  private static TransformerSize size(JsonNode config) {
    int width = config.path("d_model").asInt();
    int heads = config.path("n_head").asInt();
    return new TransformerSize(
        width,
        heads,
        config.path("n_kv_head").asInt(heads),
        config.path("d_head").asInt(width / heads),
        config.path("d_ffn").asInt());
  }

  private static TransformerOptions options(JsonNode config) {
    return new TransformerOptions(
        StackedNorm.Kind.LAYER,
        FeedForward.Kind.valueOf(config.path("act").asText("gelu").toUpperCase(Locale.ROOT)),
        RotaryPositions.NONE,
        config.path("tied").asBoolean(false),
        config.path("bias").asBoolean(true),
        config.path("readout_bias").asBoolean(false),
        false,
        false,
        1,
        config.path("split_qkv").asBoolean(false)
            ? QueryKeyValue.Form.SEPARATE
            : QueryKeyValue.Form.JOINT);
  }

  /** A model without mu has neither multiplier. */
  private static Lane lane(JsonNode config, double attention) {
    boolean standard = !config.path("mu").asBoolean(true);
    return new Lane(
        0,
        RoleFactors.NONE,
        1,
        standard ? 1 : attention,
        standard ? 1 : config.path("output_mult").asDouble(1));
  }

  private static InfDim width(JsonNode config, JsonNode base, String key) {
    return new InfDim.Infinite(base.path(key).asInt(), config.path(key).asInt());
  }

  /** What only concerns random initialization may be ignored; nothing else may. */
  private static void requireKnown(JsonNode config, Set<String> keys) {
    Iterator<String> names = config.fieldNames();
    while (names.hasNext()) {
      String name = names.next();
      if (!keys.contains(name) && !name.endsWith("_zero_init")) {
        throw new IllegalArgumentException("No such setting of a reference model: " + name);
      }
    }
  }
}
