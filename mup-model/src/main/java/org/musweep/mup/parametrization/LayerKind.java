package org.musweep.mup.parametrization;

import org.musweep.mup.shape.InfShape;

/**
 * What to multiply the parameters of a layer with that PyTorch's defaults have just initialized, so
 * that maximal update parametrization holds.
 *
 * <p>PyTorch draws weights and biases of a size that falls with the root of the fan-in. Hidden
 * weights are right as they are; biases and readouts should keep their size. For models that are
 * initialized with a {@link ScalingPlan} there is nothing to multiply. Source: microsoft/mup 1.0.0,
 * {@code set_base_shapes(rescale_params=True)}.
 */
public enum LayerKind {
  /** A fully connected layer. */
  LINEAR,
  /** A convolution, not transposed. */
  CONVOLUTION,
  /** The output layer. */
  READOUT,
  /**
   * An output layer that uses the embedding's weight. That library scales the shared weight too, by
   * which the embedding's output grows with width; leave it alone unless its behaviour is wanted.
   */
  SHARED_READOUT,
  /** Embeddings, normalizations and everything else. */
  OTHER;

  /**
   * The factor for the layer's weight.
   *
   * @param weight its shape
   */
  public double weightFactor(InfShape weight) {
    return switch (this) {
      case READOUT, SHARED_READOUT -> Math.sqrt(weight.widthMultiplier());
      case LINEAR, CONVOLUTION, OTHER -> 1;
    };
  }

  /**
   * The factor for the layer's bias.
   *
   * @param weight the shape of the weight beside it
   */
  public double biasFactor(InfShape weight) {
    return switch (this) {
      case READOUT, SHARED_READOUT -> Math.sqrt(weight.widthMultiplier());
      case LINEAR, CONVOLUTION -> Math.sqrt(weight.fanIn().widthMultiplier());
      case OTHER -> 1;
    };
  }
}
