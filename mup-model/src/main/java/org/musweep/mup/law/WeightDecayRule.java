package org.musweep.mup.law;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How a parameter's weight decay coefficient follows its learning-rate factor.
 *
 * <p>AdamW shrinks a weight by {@code lr * weight decay} per step, so a learning rate that falls
 * with width weakens the decay unless the coefficient grows.
 */
public enum WeightDecayRule {
  /**
   * The coefficient is the same at every width.
   *
   * <p>Source: microsoft/mup, {@code decoupled_wd=True}.
   */
  CONSTANT {
    @Override
    public double factor(double learningRateFactor) {
      return 1;
    }
  },

  /**
   * The coefficient is divided by the learning-rate factor: {@code lr * weight decay} is the same
   * at every width.
   *
   * <p>Source: microsoft/mup's default; arXiv:2405.13698.
   */
  INDEPENDENT {
    @Override
    public double factor(double learningRateFactor) {
      return 1 / learningRateFactor;
    }
  },

  /**
   * The coefficient is divided by the square root of the learning-rate factor: under Adam it grows
   * like the root of the width.
   *
   * <p>Source: arXiv:2510.15262.
   */
  SQUARE_ROOT {
    @Override
    public double factor(double learningRateFactor) {
      return 1 / Math.sqrt(learningRateFactor);
    }
  };

  /**
   * What the weight decay coefficient is multiplied with.
   *
   * @param learningRateFactor the parameter's learning rate relative to the base model, above 0
   */
  public abstract double factor(double learningRateFactor);

  /** The name in a sweep file: {@code constant}, {@code independent}, {@code square-root}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The rule with this label.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static WeightDecayRule named(String label) {
    return Arrays.stream(values())
        .filter(rule -> rule.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Unknown weight decay rule '"
                        + label
                        + "' (must be one of "
                        + Arrays.stream(values())
                            .map(WeightDecayRule::label)
                            .collect(Collectors.joining(", "))
                        + ")"));
  }
}
