package org.musweep.pipeline.selection;

/** Where the best learning rate of a width lies, relative to the chosen one. */
public sealed interface OptimumDrift {

  /**
   * The minimum of a parabola in log2 of the learning rate.
   *
   * @param octaves powers of two above the chosen rate; negative below
   */
  record Octaves(double octaves) implements OptimumDrift {}

  /**
   * No parabola has a minimum in sight.
   *
   * @param reason why
   */
  record Unknown(String reason) implements OptimumDrift {}
}
