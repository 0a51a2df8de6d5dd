package org.musweep.mup.parametrization;

import org.musweep.mup.shape.InfShape;

/**
 * An initializer of PyTorch, given as at base width: says which distribution a parameter of another
 * width draws from so that maximal update parametrization holds. Pure arithmetic, draws nothing.
 *
 * <p>Source: microsoft/mup 1.0.0, {@code init.py}; arXiv:2203.03466, table 8.
 */
public sealed interface Initializer
    permits NormalInitializer,
        UniformInitializer,
        TruncatedNormalInitializer,
        OnesInitializer,
        IdentityInitializer,
        XavierInitializer,
        KaimingInitializer {

  /** The initializer's name in PyTorch, such as {@code normal_}. */
  String label();

  /** Whether a value and its negative are equally likely. */
  boolean isSymmetric();

  /**
   * The distribution for a shape; at base width the one PyTorch would use.
   *
   * @throws IllegalArgumentException if the initializer makes no sense for the shape: an asymmetric
   *     one for a matrix of two widths (its mean would add up over the width), one that needs a
   *     fan-in for a vector, any one for three widths
   */
  InitialDistribution distribution(InfShape shape);

  /**
   * The distribution that microsoft/mup uses, which also refuses asymmetric initializers for shapes
   * without any width, although these scale with nothing.
   *
   * @throws IllegalArgumentException where that library refuses
   */
  default InitialDistribution distributionAsInMup(InfShape shape) {
    if (!isSymmetric() && shape.infiniteCount() == 0) {
      throw new IllegalArgumentException(
          "Cannot initialize "
              + shape.text()
              + " with "
              + label()
              + ": asymmetric initial values need exactly one width in microsoft/mup");
    }
    return distribution(shape);
  }
}
