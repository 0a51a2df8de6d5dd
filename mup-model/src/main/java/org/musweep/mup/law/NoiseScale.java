package org.musweep.mup.law;

import java.util.OptionalDouble;

/**
 * The two parts of the gradient noise scale B_simple = tr Σ/|G|², the batch size at which the noise
 * of a gradient is as large as the gradient.
 *
 * <p>Both parts are unbiased, their ratio is not: average the parts over many steps before dividing
 * ({@link NoiseScaleAverage}). A part of a single step may be negative. Source: S. McCandlish et
 * al., arXiv:1812.06162.
 *
 * @param gradientSquared estimate of |G|², the squared norm of the gradient without noise
 * @param covarianceTrace estimate of tr Σ, the variance of one example's gradient
 */
public record NoiseScale(double gradientSquared, double covarianceTrace) {

  /**
   * The parts from squared gradient norms at two batch sizes of one step.
   *
   * @param smallBatch examples behind each small gradient
   * @param smallSquaredNorm mean squared norm of the small gradients
   * @param bigBatch examples behind the big one, which the small ones may be parts of
   * @param bigSquaredNorm squared norm of the big one
   * @throws IllegalArgumentException unless 0 < small batch < big batch
   */
  public static NoiseScale ofPair(
      double smallBatch, double smallSquaredNorm, double bigBatch, double bigSquaredNorm) {
    Positive.check("small batch size", smallBatch);
    Positive.check("big batch size", bigBatch);
    if (smallBatch >= bigBatch) {
      throw new IllegalArgumentException(
          "Invalid batch sizes: %s and %s (the first must be smaller)"
              .formatted(smallBatch, bigBatch));
    }
    return new NoiseScale(
        (bigBatch * bigSquaredNorm - smallBatch * smallSquaredNorm) / (bigBatch - smallBatch),
        (smallSquaredNorm - bigSquaredNorm) / (1 / smallBatch - 1 / bigBatch));
  }

  /** B_simple; empty where the gradient is lost in the noise, or the noise was not seen. */
  public OptionalDouble simple() {
    return gradientSquared > 0 && covarianceTrace > 0
        ? OptionalDouble.of(covarianceTrace / gradientSquared)
        : OptionalDouble.empty();
  }
}
