package org.musweep.pipeline.sweep;

import java.util.Arrays;
import java.util.List;

/**
 * The learning rate over the steps of a training: a linear warm-up to the peak, then a shape.
 *
 * @param shape from the peak to the last step
 * @param warmup share of the steps, 0 or more and below 1
 * @param decayShare share of the steps that {@link Shape#WARMUP_STABLE_DECAY} decays over, above 0
 *     and at most 1; other shapes ignore it
 * @param finalShare learning rate at the last step as a share of the peak; a constant one ignores
 *     it
 */
public record ScheduleSpec(Shape shape, double warmup, double decayShare, double finalShare) {

  /** Checks the shares. */
  public ScheduleSpec {
    Bounds.require(warmup >= 0 && warmup < 1, "warmup", warmup, "0 or more and below 1");
    Bounds.require(
        decayShare > 0 && decayShare <= 1, "decay share", decayShare, "above 0 and at most 1");
    Bounds.require(finalShare >= 0 && finalShare <= 1, "final share", finalShare, "0 to 1");
  }

  /** How the learning rate goes on after the warm-up. */
  public enum Shape implements SpecWord {
    /** Stays at the peak. */
    CONSTANT,
    /** Falls in a straight line. */
    LINEAR,
    /** Falls along half a cosine. */
    COSINE,
    /** Stays at the peak, then falls in a straight line. */
    WARMUP_STABLE_DECAY,
    /** Falls with the square root of the step. */
    INVERSE_SQUARE_ROOT;

    /** The words of all shapes. */
    static List<String> keys() {
      return Arrays.stream(values()).map(Shape::key).toList();
    }

    /** The shape of a word that the reader has checked. */
    static Shape of(String key) {
      return Arrays.stream(values())
          .filter(shape -> shape.key().equals(key))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "Invalid schedule: " + key + " (must be one of " + keys() + ")"));
    }
  }
}
