package org.musweep.mup.export;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/** Forward passes as any library has them: DJL's operations and no factor but 1/√d of attention. */
final class PlainModel {

  private final Map<String, NDArray> weights = new LinkedHashMap<>();

  PlainModel(Map<String, NDArray> weights) {
    weights.forEach((name, array) -> this.weights.put(name, array.toType(DataType.FLOAT64, true)));
  }

  /** {@code [rows, features] -> [rows, classes]}. */
  NDArray mlp(NDArray x, int hiddenLayers) {
    NDArray result = x;
    for (int layer = 1; layer <= hiddenLayers; layer++) {
      result = ai.djl.nn.Activation.relu(linear("fc_" + layer, result));
    }
    return linear("readout", result);
  }

  /**
   * Pre-LayerNorm, GELU, learned positions; {@code [rows, length] -> [rows, length, vocabulary]}.
   */
  NDArray gpt(NDArray tokens, int blocks, int heads) {
    NDArray table = weights.get("tok_emb.weight");
    long rows = tokens.getShape().get(0);
    long length = tokens.getShape().get(1);
    long width = table.getShape().get(1);
    NDArray x =
        new NDList(table.get(tokens.flatten()))
            .singletonOrThrow()
            .reshape(rows, length, width)
            .add(weights.get("pos_emb.weight").get(":{}", length));
    for (int block = 0; block < blocks; block++) {
      String name = "blocks." + block;
      x = x.add(attention(name + ".attn", norm(name + ".ln_1", x), heads));
      NDArray wide = linear(name + ".ffn.fc_1", norm(name + ".ln_2", x));
      NDArray gelu = wide.mul(wide.div(Math.sqrt(2)).erf().add(1)).mul(0.5);
      x = x.add(linear(name + ".ffn.fc_2", gelu));
    }
    return linear("readout", norm("ln_f", x));
  }

  private NDArray attention(String name, NDArray x, int heads) {
    NDList qkv = linear(name + ".qkv", x).split(3, 2);
    NDArray q = heads(qkv.get(0), heads);
    NDArray k = heads(qkv.get(1), heads);
    NDArray v = heads(qkv.get(2), heads);
    long length = x.getShape().get(1);
    NDArray logits = q.matMul(k.transpose(0, 1, 3, 2)).div(Math.sqrt((double) q.getShape().get(3)));
    NDArray positions = x.getManager().arange((int) length);
    NDArray later = positions.expandDims(0).gt(positions.expandDims(1));
    NDArray shares = logits.sub(later.toType(DataType.FLOAT64, false).mul(1e30)).softmax(3);
    NDArray mixed = shares.matMul(v).transpose(0, 2, 1, 3);
    return linear(name + ".out", mixed.reshape(x.getShape().get(0), length, -1));
  }

  private static NDArray heads(NDArray x, int heads) {
    Shape shape = x.getShape();
    return x.reshape(shape.get(0), shape.get(1), heads, shape.get(2) / heads).transpose(0, 2, 1, 3);
  }

  private NDArray linear(String name, NDArray x) {
    NDArray y = x.matMul(weights.get(name + ".weight").transpose());
    NDArray bias = weights.get(name + ".bias");
    return bias == null ? y : y.add(bias);
  }

  private NDArray norm(String name, NDArray x) {
    int[] last = {x.getShape().dimension() - 1};
    NDArray centred = x.sub(x.mean(last, true));
    NDArray variance = centred.pow(2).mean(last, true);
    return centred
        .div(variance.add(1e-5).sqrt())
        .mul(weights.get(name + ".weight"))
        .add(weights.get(name + ".bias"));
  }
}
