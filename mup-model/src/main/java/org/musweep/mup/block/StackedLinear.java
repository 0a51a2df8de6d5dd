package org.musweep.mup.block;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.musweep.mup.parametrization.ParameterDeclaration;
import org.musweep.mup.parametrization.ParameterRole;
import org.musweep.mup.shape.InfDim;
import org.musweep.mup.shape.InfShape;
import org.musweep.mup.stack.ForwardPass;
import org.musweep.mup.stack.Initialization;
import org.musweep.mup.stack.ParameterSpec;

/**
 * An affine layer, {@code y = x Wᵀ + b}.
 *
 * <p>Shapes: {@code [T, rows, fan_in] -> [T, rows, fan_out]}; the weight is {@code [fan_out,
 * fan_in]}, the bias {@code [fan_out]} and starts at 0.
 *
 * @param name prefix of the parameters {@code name.weight} and {@code name.bias}
 * @param role of the weight
 * @param fanOut outputs
 * @param fanIn inputs
 * @param bias whether there is a bias
 * @param initialization of the weight
 */
public record StackedLinear(
    String name,
    ParameterRole role,
    InfDim fanOut,
    InfDim fanIn,
    boolean bias,
    Initialization initialization) {

  /** The parameters, weight first. */
  public List<ParameterSpec> parameters() {
    List<ParameterSpec> result = new ArrayList<>();
    result.add(
        new ParameterSpec(
            new ParameterDeclaration(weight(), role, new InfShape(List.of(fanOut, fanIn))),
            initialization));
    if (bias) {
      result.add(
          new ParameterSpec(
              new ParameterDeclaration(
                  name + ".bias", ParameterRole.BIAS, new InfShape(List.of(fanOut))),
              Initialization.zeros()));
    }
    return result;
  }

  /** The layer's output. */
  public NDArray forward(ForwardPass pass, NDArray x) {
    return apply(pass, x, pass.parameter(weight()));
  }

  /**
   * The layer's output with its weight multiplied by the readout factors, which leaves the bias
   * alone.
   */
  public NDArray readout(ForwardPass pass, NDArray x) {
    return readout(pass, x, pass.parameter(weight()));
  }

  /** The same with a weight of another layer, {@code [T, fan_out, fan_in]}, in place of its own. */
  public NDArray readout(ForwardPass pass, NDArray x, NDArray sharedWeight) {
    return apply(pass, x, pass.scaleReadout(sharedWeight));
  }

  private NDArray apply(ForwardPass pass, NDArray x, NDArray weight) {
    return bias
        ? pass.kernels().linear(x, weight, pass.vector(name + ".bias"))
        : pass.kernels().matmul(x, weight);
  }

  private String weight() {
    return name + ".weight";
  }

  /** Normals of variance {@code gain²/fan_in} at base width. */
  public static Initialization.Normal fanIn(InfDim fanIn, double gain) {
    return new Initialization.Normal(gain / Math.sqrt(fanIn.baseSize()));
  }
}
