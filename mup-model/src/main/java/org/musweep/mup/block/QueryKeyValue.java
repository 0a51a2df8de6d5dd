package org.musweep.mup.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;
import java.util.stream.Stream;
import org.musweep.mup.parametrization.ParameterRole;
import org.musweep.mup.shape.InfDim;
import org.musweep.mup.stack.ForwardPass;
import org.musweep.mup.stack.Initialization;
import org.musweep.mup.stack.ParameterSpec;

/**
 * How an attention layer makes queries, keys and values of its input.
 *
 * <p>The two ways differ where query heads and key/value heads grow by different factors: each
 * separate weight then has its own width multiplier of the fan-out, a joint one has that of the
 * sum.
 */
public sealed interface QueryKeyValue {

  /** Which way; the names of the parameters follow from it. */
  enum Form {
    /** One weight, {@code name.qkv}. */
    JOINT,
    /** Three weights, {@code name.q}, {@code name.k} and {@code name.v}. */
    SEPARATE
  }

  /** All parameters. */
  List<ParameterSpec> parameters();

  /** Queries, keys and values, {@code [T, rows, heads · headSize]} each. */
  NDList project(ForwardPass pass, NDArray x);

  /**
   * The projections of a layer; weights start with variance {@code 1/fan_in} at base width.
   *
   * @param name prefix of the parameters, such as {@code blocks.0.attn}
   * @param in the layer's input
   * @param queries query heads times head size
   * @param keysOrValues key/value heads times head size
   * @param zeroQueries whether queries start at 0, so that attention starts uniform
   */
  static QueryKeyValue of(
      Form form,
      String name,
      InfDim in,
      InfDim queries,
      InfDim keysOrValues,
      boolean bias,
      boolean zeroQueries) {
    Initialization.Normal normal = StackedLinear.fanIn(in, 1);
    return switch (form) {
      case JOINT ->
          new Joint(
              linear(
                  name + ".qkv",
                  new InfDim.Infinite(
                      queries.baseSize() + 2 * keysOrValues.baseSize(),
                      queries.size() + 2 * keysOrValues.size()),
                  in,
                  bias,
                  zeroQueries
                      ? new Initialization.NormalAfterZeroRows(normal.baseStd(), queries.size())
                      : normal),
              queries.size(),
              keysOrValues.size());
      case SEPARATE ->
          new Separate(
              linear(name + ".q", queries, in, bias, zeroQueries ? Initialization.zeros() : normal),
              linear(name + ".k", keysOrValues, in, bias, normal),
              linear(name + ".v", keysOrValues, in, bias, normal));
    };
  }

  private static StackedLinear linear(
      String name, InfDim out, InfDim in, boolean bias, Initialization initialization) {
    return new StackedLinear(name, ParameterRole.HIDDEN_WEIGHT, out, in, bias, initialization);
  }

  /**
   * One weight whose outputs are q, k, v in this order.
   *
   * @param linear the projection
   * @param queries outputs that are queries
   * @param keysOrValues outputs that are keys, and as many values
   */
  record Joint(StackedLinear linear, int queries, int keysOrValues) implements QueryKeyValue {
    @Override
    public List<ParameterSpec> parameters() {
      return linear.parameters();
    }

    @Override
    public NDList project(ForwardPass pass, NDArray x) {
      return linear.forward(pass, x).split(new long[] {queries, queries + keysOrValues}, 2);
    }
  }

  /** A weight for each. */
  record Separate(StackedLinear query, StackedLinear key, StackedLinear value)
      implements QueryKeyValue {
    @Override
    public List<ParameterSpec> parameters() {
      return Stream.of(query, key, value).flatMap(each -> each.parameters().stream()).toList();
    }

    @Override
    public NDList project(ForwardPass pass, NDArray x) {
      return new NDList(query.forward(pass, x), key.forward(pass, x), value.forward(pass, x));
    }
  }
}
