package org.musweep.mup.law;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How the best learning rate follows the duration of a training, at the same batch size. */
public enum DurationLaw {
  /** The same learning rate for every duration. */
  CONSTANT {
    @Override
    public double learningRate(double durationFactor) {
      Positive.check("duration factor", durationFactor);
      return 1;
    }
  },

  /**
   * The learning rate falls like the root of the duration: less noise for the longer averaging.
   *
   * <p>Source: arXiv:2512.22382, the rule for another number of tokens, which lies within the
   * exponents of 0.3 to 0.7 that J. Bjorck et al. measured.
   */
  SQUARE_ROOT {
    @Override
    public double learningRate(double durationFactor) {
      return 1 / Math.sqrt(Positive.check("duration factor", durationFactor));
    }
  };

  /**
   * What the learning rate is multiplied with.
   *
   * @param durationFactor the new number of examples over the old one
   */
  public abstract double learningRate(double durationFactor);

  /** The name in a sweep file: {@code constant}, {@code square-root}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The law with this label.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static DurationLaw named(String label) {
    return Arrays.stream(values())
        .filter(law -> law.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Unknown duration law '%s' (must be one of %s)"
                        .formatted(
                            label,
                            Arrays.stream(values())
                                .map(DurationLaw::label)
                                .collect(Collectors.joining(", ")))));
  }
}
