package org.musweep.mup.block;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.musweep.mup.parametrization.ParameterRole;
import org.musweep.mup.shape.InfDim;
import org.musweep.mup.stack.ForwardPass;
import org.musweep.mup.stack.ParameterSpec;

/**
 * The position-wise part of a Transformer block: widen, activate, narrow; SwiGLU multiplies by a
 * second, gated projection.
 *
 * <p>Shapes: {@code [T, rows, d] -> [T, rows, d]} through {@code ffn} units. Source of SwiGLU:
 * arXiv:2002.05202, equation 6.
 *
 * @param module name under which the output is recorded
 * @param widen {@code d -> ffn}
 * @param narrow {@code ffn -> d}
 * @param kind the nonlinearity
 */
public record FeedForward(String module, StackedLinear widen, StackedLinear narrow, Kind kind) {

  /** The nonlinearity of a feed-forward layer. */
  public enum Kind {
    /** Exact GELU. */
    GELU,
    /** max(x, 0). */
    RELU,
    /** Hyperbolic tangent. */
    TANH,
    /** {@code silu(x W_gate) ⊙ x W_1}. */
    SWIGLU
  }

  /**
   * A feed-forward layer of the given sizes; parameters are named {@code name.fc_1}, {@code
   * name.fc_2}, {@code name.fc_gate}.
   */
  public static FeedForward of(
      String module, String name, InfDim width, InfDim units, boolean bias, Kind kind) {
    return new FeedForward(
        module,
        hidden(name + ".fc_1", units, width, bias),
        hidden(name + ".fc_2", width, units, bias),
        kind);
  }

  /** Parameters of all projections. */
  public List<ParameterSpec> parameters() {
    List<ParameterSpec> result = new ArrayList<>(widen.parameters());
    if (kind == Kind.SWIGLU) {
      result.addAll(gate().parameters());
    }
    result.addAll(narrow.parameters());
    return result;
  }

  /** The layer's output. */
  public NDArray forward(ForwardPass pass, NDArray x) {
    return pass.module(module, x, in -> apply(pass, in));
  }

  private NDArray apply(ForwardPass pass, NDArray x) {
    NDArray wide = widen.forward(pass, x);
    NDArray active =
        switch (kind) {
          case GELU -> pass.kernels().gelu(wide);
          case RELU -> ai.djl.nn.Activation.relu(wide);
          case TANH -> wide.tanh();
          case SWIGLU -> {
            NDArray gate = gate().forward(pass, x);
            yield gate.mul(ai.djl.nn.Activation.sigmoid(gate)).mul(wide);
          }
        };
    return narrow.forward(pass, active);
  }

  private StackedLinear gate() {
    String name = widen.name().substring(0, widen.name().length() - "fc_1".length()) + "fc_gate";
    return hidden(name, widen.fanOut(), widen.fanIn(), widen.bias());
  }

  private static StackedLinear hidden(String name, InfDim out, InfDim in, boolean bias) {
    return new StackedLinear(
        name, ParameterRole.HIDDEN_WEIGHT, out, in, bias, StackedLinear.fanIn(in, 1));
  }
}
