package org.musweep.mup.law;

import java.util.Locale;

/**
 * How Adam's epsilon follows the size of a parameter's gradient.
 *
 * <p>Gradients fall with width, so that an epsilon that stays becomes the larger term of the
 * denominator in a wide model.
 */
public enum EpsilonRule {
  /** The same epsilon at every width, as microsoft/mup has it. */
  CONSTANT {
    @Override
    public double factor(double gradientFactor) {
      return 1;
    }
  },

  /**
   * Epsilon shrinks with the gradients of the parameter's class.
   *
   * <p>Source: arXiv:2505.01618, table 1, with the correction of arXiv:2512.22382 that each class
   * has its own.
   */
  PER_CLASS {
    @Override
    public double factor(double gradientFactor) {
      return gradientFactor;
    }
  };

  /**
   * What epsilon is multiplied with.
   *
   * @param gradientFactor the size of the parameter's gradient relative to the base model, above 0
   */
  public abstract double factor(double gradientFactor);

  /** The name in a sweep file: {@code constant}, {@code per-class}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
