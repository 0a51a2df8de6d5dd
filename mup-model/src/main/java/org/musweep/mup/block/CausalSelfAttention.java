package org.musweep.mup.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.stream.Stream;
import org.musweep.mup.shape.InfDim;
import org.musweep.mup.stack.ForwardPass;
import org.musweep.mup.stack.ParameterSpec;

/**
 * Causal multi-head attention, which may have fewer key/value heads than query heads.
 *
 * <p>Shapes: {@code [T, batch·length, d] -> [T, batch·length, d]}. Heads are contiguous in the
 * projections' outputs; each key/value head serves {@code heads / keyValueHeads} consecutive query
 * heads. Logits are {@code q·k/√d_base} at the base head size, times the plan's factor at the site
 * {@code attention} and the lane's attention multiplier.
 *
 * @param module name under which outputs are recorded
 * @param projections of the input to queries, keys and values
 * @param output {@code heads · headSize -> d}
 * @param heads query heads
 * @param keyValueHeads key and value heads
 * @param headSize size of a head
 * @param positions how positions enter the queries and keys
 */
public record CausalSelfAttention(
    String module,
    QueryKeyValue projections,
    StackedLinear output,
    int heads,
    int keyValueHeads,
    InfDim headSize,
    RotaryPositions positions) {

  /** Checks that query heads divide evenly over key/value heads. */
  public CausalSelfAttention {
    if (heads % keyValueHeads != 0) {
      throw new IllegalArgumentException(
          "Invalid heads: %d query heads over %d key/value heads (must divide evenly)"
              .formatted(heads, keyValueHeads));
    }
  }

  /** Parameters of all projections. */
  public List<ParameterSpec> parameters() {
    return Stream.concat(projections.parameters().stream(), output.parameters().stream()).toList();
  }

  /** The layer's output for {@code batch} sequences per lane. */
  public NDArray forward(ForwardPass pass, NDArray x, int batch) {
    if (pass.wantsProbes()) {
      pass.module(module + ".logits", x, in -> logits(pass, in, batch));
    }
    return pass.module(module, x, in -> attend(pass, in, batch));
  }

  private NDArray logits(ForwardPass pass, NDArray x, int batch) {
    NDList parts = queriesKeysValues(pass, x, batch);
    return pass.kernels().attentionLogits(parts.get(0), parts.get(1), pass.attentionScale());
  }

  private NDArray attend(ForwardPass pass, NDArray x, int batch) {
    long rows = x.getShape().get(1);
    NDArray mixed =
        projections instanceof QueryKeyValue.Joint joint && isPlain(pass)
            ? pass.kernels()
                .jointAttention(
                    joint
                        .linear()
                        .forward(pass, x)
                        .reshape(
                            pass.lanes() * (long) batch, rows / batch, 3, heads, headSize.size()),
                    pass.attentionScale())
            : mixed(pass, queriesKeysValues(pass, x, batch)); // [T·batch, length, heads, size]
    return output.forward(
        pass, mixed.reshape(new Shape(pass.lanes(), rows, (long) heads * headSize.size())));
  }

  /** Whether queries, keys and values can be used as they are projected. */
  private boolean isPlain(ForwardPass pass) {
    return heads == keyValueHeads && !positions.enabled() && pass.queriesShareScale();
  }

  private NDArray mixed(ForwardPass pass, NDList parts) {
    return pass.kernels()
        .attention(parts.get(0), parts.get(1), parts.get(2), pass.attentionScale())
        .transpose(0, 2, 1, 3);
  }

  /** Queries with each lane's factor, keys and values: {@code [T·batch, heads, length, size]}. */
  private NDList queriesKeysValues(ForwardPass pass, NDArray x, int batch) {
    long sequences = pass.lanes() * (long) batch;
    long length = x.getShape().get(1) / batch;
    int size = headSize.size();
    NDList parts = projections.project(pass, x); // [T, batch·length, heads·size] each
    NDArray q = parts.get(0).reshape(sequences, length, heads, size);
    NDArray k = parts.get(1).reshape(sequences, length, keyValueHeads, size);
    NDArray v = parts.get(2).reshape(sequences, length, keyValueHeads, size);
    return new NDList(
        scaled(pass, positions.rotate(q)).transpose(0, 2, 1, 3),
        shared(positions.rotate(k)).transpose(0, 2, 1, 3),
        shared(v).transpose(0, 2, 1, 3));
  }

  private NDArray scaled(ForwardPass pass, NDArray q) {
    Shape shape = q.getShape();
    NDArray byLane = q.reshape(pass.lanes(), -1, heads * (long) headSize.size());
    return pass.scaleQueries(byLane).reshape(shape);
  }

  private NDArray shared(NDArray keysOrValues) {
    return heads == keyValueHeads ? keysOrValues : keysOrValues.repeat(2, heads / keyValueHeads);
  }
}
