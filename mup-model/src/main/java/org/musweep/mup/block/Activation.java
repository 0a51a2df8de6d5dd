package org.musweep.mup.block;

import ai.djl.ndarray.NDArray;
import org.musweep.mup.stack.ForwardPass;

/**
 * An elementwise nonlinearity, and the gain that keeps its inputs' second moment through a layer.
 */
public enum Activation {
  /** max(x, 0); gain √2 (arXiv:1502.01852, equation 10). */
  RELU(Math.sqrt(2)) {
    @Override
    public NDArray apply(ForwardPass pass, NDArray x) {
      return ai.djl.nn.Activation.relu(x);
    }
  },
  /** Hyperbolic tangent. */
  TANH(1) {
    @Override
    public NDArray apply(ForwardPass pass, NDArray x) {
      return x.tanh();
    }
  },
  /** The exact (erf) Gaussian error linear unit. */
  GELU(1) {
    @Override
    public NDArray apply(ForwardPass pass, NDArray x) {
      return pass.kernels().gelu(x);
    }
  };

  private final double gain;

  Activation(double gain) {
    this.gain = gain;
  }

  /** Factor of the standard deviation of the weights that read this activation. */
  public double gain() {
    return gain;
  }

  /** The activation of {@code x}, same shape. */
  public abstract NDArray apply(ForwardPass pass, NDArray x);
}
