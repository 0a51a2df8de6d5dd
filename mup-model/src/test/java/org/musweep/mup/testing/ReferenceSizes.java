package org.musweep.mup.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.musweep.mup.shape.ParameterSizes;

/** The parameters of the reference files' models, written down from the fixtures' README. */
public final class ReferenceSizes {

  private final JsonNode config;
  private final List<ParameterSizes> sizes = new ArrayList<>();

  private ReferenceSizes(JsonNode config) {
    this.config = config;
  }

  /**
   * The parameters of a model.
   *
   * @param arch {@code mlp}, {@code convnet}, {@code resnet} or {@code gpt}
   */
  public static List<ParameterSizes> of(String arch, JsonNode config) {
    ReferenceSizes model = new ReferenceSizes(config);
    switch (arch) {
      case "mlp" -> model.mlp();
      case "convnet" -> model.convnet();
      case "resnet" -> model.resnet();
      case "gpt" -> model.gpt();
      default -> throw new IllegalArgumentException("No sizes for reference model " + arch);
    }
    return model.sizes;
  }

  private void mlp() {
    layer("fc_1", flag("bias", true), size("h1"), size("d_in"));
    layer("fc_2", flag("bias", true), size("h2"), size("h1"));
    layer("readout", flag("bias", true), size("d_out"), size("h2"));
  }

  private void convnet() {
    boolean bias = flag("bias", true);
    layer("conv_1", bias, size("c1"), size("c_in"), 3, 3);
    norm(flag("norm", false), "bn_1", size("c1"));
    layer("conv_2", bias, size("c2"), size("c1"), 3, 3);
    norm(flag("norm", false), "bn_2", size("c2"));
    layer("fc", bias, size("h"), size("c2"));
    layer("readout", bias, size("d_out"), size("h"));
  }

  private void resnet() {
    int c = size("c");
    layer("conv1", false, c, 3, 3, 3);
    norm(true, "bn1", c);
    for (String block : List.of("layer1", "layer2")) {
      int out = block.equals("layer1") ? c : 2 * c;
      layer(block + ".conv1", false, out, c, 3, 3);
      norm(true, block + ".bn1", out);
      layer(block + ".conv2", false, out, out, 3, 3);
      norm(true, block + ".bn2", out);
    }
    layer("layer2.shortcut.0", false, 2 * c, c, 1, 1);
    norm(true, "layer2.shortcut.1", 2 * c);
    layer("readout", true, size("d_out", 10), 2 * c);
  }

  private void gpt() {
    int d = size("d_model");
    int headSize = size("d_head", d / size("n_head"));
    int queries = size("n_head") * headSize;
    int keysOrValues = size("n_kv_head", size("n_head")) * headSize;
    boolean bias = flag("bias", true);
    layer("tok_emb", false, size("vocab"), d);
    layer("pos_emb", false, size("ctx"), d);
    for (int block = 0; block < size("n_layer"); block++) {
      String name = "blocks." + block;
      norm(true, name + ".ln_1", d);
      if (flag("split_qkv", false)) {
        layer(name + ".attn.q", bias, queries, d);
        layer(name + ".attn.k", bias, keysOrValues, d);
        layer(name + ".attn.v", bias, keysOrValues, d);
      } else {
        layer(name + ".attn.qkv", bias, queries + 2 * keysOrValues, d);
      }
      layer(name + ".attn.out", bias, d, queries);
      norm(true, name + ".ln_2", d);
      layer(name + ".ffn.fc_1", bias, size("d_ffn"), d);
      layer(name + ".ffn.fc_2", bias, d, size("d_ffn"));
    }
    norm(true, "ln_f", d);
    if (!flag("tied", false)) {
      layer("readout", flag("readout_bias", false), size("vocab"), d);
    }
  }

  private void layer(String name, boolean bias, Integer... weight) {
    sizes.add(ParameterSizes.of(name + ".weight", weight));
    if (bias) {
      sizes.add(ParameterSizes.of(name + ".bias", weight[0]));
    }
  }

  private void norm(boolean present, String name, int width) {
    if (present) {
      layer(name, true, width);
    }
  }

  private boolean flag(String key, boolean otherwise) {
    return config.path(key).asBoolean(otherwise);
  }

  private int size(String key) {
    if (!config.has(key)) {
      throw new IllegalArgumentException("No " + key + " in " + config);
    }
    return config.path(key).asInt();
  }

  private int size(String key, int otherwise) {
    return config.path(key).asInt(otherwise);
  }
}
