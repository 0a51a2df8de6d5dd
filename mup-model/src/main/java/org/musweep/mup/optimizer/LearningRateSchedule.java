package org.musweep.mup.optimizer;

/**
 * The factor of the learning rate at each step: linear warm-up, then a shape. A decay would reach
 * its share of the peak with the step after the horizon, so that no step is lost to a rate of 0.
 *
 * <p>With w steps of warm-up, the step t (from 1) has the factor t/w below w, then that of the
 * shape.
 *
 * @param shape after the warm-up
 * @param warmupShare share of the horizon that is warm-up, in [0, 1)
 * @param decayShare share of the horizon that a {@link Shape#WARMUP_STABLE_DECAY} decays over, in
 *     (0, 1]; other shapes ignore it
 * @param finalShare factor that the decay ends with, in [0, 1]; a constant one ignores it
 * @param horizon in optimizer steps
 */
public record LearningRateSchedule(
    Shape shape, double warmupShare, double decayShare, double finalShare, int horizon) {

  /** What the factor does after warm-up. */
  public enum Shape {
    /** Stays at 1. */
    CONSTANT,
    /** Straight line. */
    LINEAR,
    /** Half a cosine (arXiv:1608.03983, equation 5, one period). */
    COSINE,
    /** Stays at 1, then falls in a straight line (arXiv:2404.06395, section 4; 2405.18392). */
    WARMUP_STABLE_DECAY,
    /**
     * {@code √(w/t)}, or {@code 1/√t} without warm-up (arXiv:1706.03762, equation 3), and never
     * below the final share.
     */
    INVERSE_SQUARE_ROOT
  }

  /** Checks the shares. */
  public LearningRateSchedule {
    if (!(warmupShare >= 0 && warmupShare < 1)
        || !(decayShare > 0 && decayShare <= 1)
        || !(finalShare >= 0 && finalShare <= 1)
        || horizon < 1) {
      throw new IllegalArgumentException(
          "Invalid schedule: warm-up share %s, decay share %s, final share %s, horizon %d (must be in [0, 1), in (0, 1], in [0, 1] and positive)"
              .formatted(warmupShare, decayShare, finalShare, horizon));
    }
  }

  /** Factor 1 at every step. */
  public static LearningRateSchedule constant(int horizon) {
    return new LearningRateSchedule(Shape.CONSTANT, 0, 1, 1, horizon);
  }

  /**
   * The factor of a step.
   *
   * @param step counts from 1
   */
  public double factor(int step) {
    double warmup = warmupShare * horizon;
    if (step < warmup) {
      return step / warmup;
    }
    return switch (shape) {
      case CONSTANT -> 1;
      case LINEAR -> towardsFinal(1 - progress(step, warmup));
      case COSINE -> towardsFinal(0.5 * (1 + Math.cos(Math.PI * progress(step, warmup))));
      case WARMUP_STABLE_DECAY ->
          towardsFinal(1 - progress(step, Math.max(warmup, (1 - decayShare) * horizon)));
      case INVERSE_SQUARE_ROOT -> Math.max(finalShare, Math.sqrt(Math.max(1, warmup) / step));
    };
  }

  /** 0 up to the step after {@code start}, then rising to 1 with the step after the horizon. */
  private double progress(int step, double start) {
    return Math.min(1, Math.max(0, (step - 1 - start) / (horizon - start)));
  }

  private double towardsFinal(double remaining) {
    return finalShare + (1 - finalShare) * remaining;
  }
}
