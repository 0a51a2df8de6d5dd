package org.musweep.mup.optimizer;

import org.musweep.mup.stack.RoleFactors;

/**
 * The optimizer's settings of one lane, at base width; an optimizer reads those that it has.
 *
 * @param learningRate peak learning rate
 * @param roleFactors factors of the learning rate by role and block
 * @param beta1 decay of the first moment (Adam, AdamW)
 * @param beta2 decay of the second moment (Adam, AdamW)
 * @param epsilon added to the root of the second moment (Adam, AdamW)
 * @param momentum of the gradient (SGD, Muon)
 * @param weightDecay λ
 * @param schedule of the learning rate
 * @param clipNorm largest global norm of the lane's gradient; infinite for no clipping
 */
public record OptimizerSettings(
    double learningRate,
    RoleFactors roleFactors,
    double beta1,
    double beta2,
    double epsilon,
    Momentum momentum,
    double weightDecay,
    LearningRateSchedule schedule,
    double clipNorm) {

  /**
   * Checks the learning rate, since there is none that would be right for every model, and the
   * limit of the norm.
   */
  public OptimizerSettings {
    if (!(learningRate >= 0) || Double.isInfinite(learningRate)) {
      throw new IllegalArgumentException(
          "Invalid learning rate: " + learningRate + " (must be a number, 0 or more)");
    }
    if (!(clipNorm > 0)) {
      throw new IllegalArgumentException(
          "Invalid clip norm: " + clipNorm + " (must be above 0; infinite for no clipping)");
    }
  }

  /** Betas 0.9 and 0.999, epsilon 1e-8, no momentum, no weight decay, no clipping. */
  public static OptimizerSettings ofLearningRate(
      double learningRate, LearningRateSchedule schedule) {
    return new OptimizerSettings(
        learningRate,
        RoleFactors.NONE,
        0.9,
        0.999,
        1e-8,
        Momentum.NONE,
        0,
        schedule,
        Double.POSITIVE_INFINITY);
  }

  /** These settings with another limit of the gradient's norm. */
  public OptimizerSettings withClipNorm(double limit) {
    return new OptimizerSettings(
        learningRate, roleFactors, beta1, beta2, epsilon, momentum, weightDecay, schedule, limit);
  }
}
