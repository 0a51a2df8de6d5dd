package org.musweep.mup.block;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.musweep.mup.parametrization.ParameterDeclaration;
import org.musweep.mup.parametrization.ParameterRole;
import org.musweep.mup.shape.InfDim;
import org.musweep.mup.shape.InfShape;
import org.musweep.mup.stack.ForwardPass;
import org.musweep.mup.stack.Initialization;
import org.musweep.mup.stack.ParameterSpec;

/**
 * Normalization over the last dimension, {@code [T, rows, d] -> [T, rows, d]}.
 *
 * @param name prefix of the parameters {@code name.weight} (starts at 1) and {@code name.bias}
 *     (starts at 0)
 * @param kind which normalization
 * @param width the dimension d
 */
public record StackedNorm(String name, Kind kind, InfDim width) {

  /** Which statistics are normalized. */
  public enum Kind {
    /** Mean and variance; gain and bias (arXiv:1607.06450). */
    LAYER,
    /** Root mean square; gain only (arXiv:1910.07467). */
    RMS
  }

  /** Gain, and bias where the kind has one. */
  public List<ParameterSpec> parameters() {
    InfShape shape = new InfShape(List.of(width));
    ParameterSpec gain =
        new ParameterSpec(
            new ParameterDeclaration(name + ".weight", ParameterRole.GAIN, shape),
            Initialization.ones());
    ParameterSpec bias =
        new ParameterSpec(
            new ParameterDeclaration(name + ".bias", ParameterRole.BIAS, shape),
            Initialization.zeros());
    return kind == Kind.LAYER ? List.of(gain, bias) : List.of(gain);
  }

  /** The normalized input. */
  public NDArray forward(ForwardPass pass, NDArray x) {
    NDArray gain = pass.vector(name + ".weight");
    return kind == Kind.LAYER
        ? pass.kernels().layerNorm(x, gain, pass.vector(name + ".bias"))
        : pass.kernels().rmsNorm(x, gain);
  }
}
