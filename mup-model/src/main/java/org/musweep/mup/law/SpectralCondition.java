package org.musweep.mup.law;

/**
 * The sizes at which a weight's values and its updates change features by Θ(1) at every width: a
 * spectral norm of √(fan_out/fan_in).
 *
 * <p>Shapes: a weight {@code [fan_out, fan_in]}; of a convolution, fan_in counts the kernel too.
 * Absolute values, up to constants that do not depend on the shape. Source: arXiv:2310.17813,
 * condition 1 and section 4.
 *
 * @param fanOut rows
 * @param fanIn columns
 */
public record SpectralCondition(int fanOut, int fanIn) {

  /** Checks that both are positive. */
  public SpectralCondition {
    if (fanOut < 1 || fanIn < 1) {
      throw new IllegalArgumentException(
          "Invalid shape: [%d, %d] (must be positive)".formatted(fanOut, fanIn));
    }
  }

  /** The spectral norm that the weight and each of its updates should have. */
  public double spectralNorm() {
    return Math.sqrt((double) fanOut / fanIn);
  }

  /** The standard deviation of independent normals that gives such a norm. */
  public double initStd() {
    return Math.min(1, spectralNorm()) / Math.sqrt(fanIn);
  }

  /** The spectral norm to expect of independent normals of {@link #initStd()}. */
  public double gaussianSpectralNorm() {
    return initStd() * (Math.sqrt(fanOut) + Math.sqrt(fanIn));
  }

  /** The factor on the learning rate of stochastic gradient descent. */
  public double sgdLearningRate() {
    return (double) fanOut / fanIn;
  }

  /** The factor on the learning rate of Adam. */
  public double adamLearningRate() {
    return 1.0 / fanIn;
  }
}
