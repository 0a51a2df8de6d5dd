package org.musweep.mup.optimizer;

/**
 * The factor of the learning rate at each step: linear warm-up, then a decay that would reach a
 * share of the peak with the step after the horizon, so that no step is lost to a rate of 0.
 *
 * <p>With w steps of warm-up, the step t (from 1) has the factor t/w below w, then that of the
 * shape at {@code (t − 1 − w) / (horizon − w)}.
 *
 * @param shape of the decay
 * @param warmupShare share of the horizon that is warm-up, in [0, 1)
 * @param finalShare factor that the decay ends with, in [0, 1]
 * @param horizon in optimizer steps
 */
public record LearningRateSchedule(
    Shape shape, double warmupShare, double finalShare, int horizon) {

  /** How the factor falls after warm-up. */
  public enum Shape {
    /** Stays at 1. */
    CONSTANT,
    /** Straight line. */
    LINEAR,
    /** Half a cosine (arXiv:1608.03983, equation 5, one period). */
    COSINE
  }

  /** Checks the shares. */
  public LearningRateSchedule {
    if (!(warmupShare >= 0 && warmupShare < 1)
        || !(finalShare >= 0 && finalShare <= 1)
        || horizon < 1) {
      throw new IllegalArgumentException(
          "Invalid schedule: warm-up share %s, final share %s, horizon %d (must be in [0, 1), in [0, 1] and positive)"
              .formatted(warmupShare, finalShare, horizon));
    }
  }

  /** Factor 1 at every step. */
  public static LearningRateSchedule constant(int horizon) {
    return new LearningRateSchedule(Shape.CONSTANT, 0, 1, horizon);
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
    double progress = Math.min(1, Math.max(0, (step - 1 - warmup) / (horizon - warmup)));
    double decay =
        switch (shape) {
          case CONSTANT -> 1;
          case LINEAR -> 1 - progress;
          case COSINE -> 0.5 * (1 + Math.cos(Math.PI * progress));
        };
    return shape == Shape.CONSTANT ? 1 : finalShare + (1 - finalShare) * decay;
  }
}
