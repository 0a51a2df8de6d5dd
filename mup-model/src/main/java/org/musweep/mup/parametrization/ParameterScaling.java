package org.musweep.mup.parametrization;

/**
 * What one parameter's settings are multiplied with, relative to the base model. All factors are
 * exactly 1 at base width.
 *
 * @param initStd factor on the standard deviation of the initial values
 * @param learningRate factor on the learning rate
 * @param weightDecay factor on the weight decay coefficient; 0 where the rules let nothing decay
 * @param epsilon factor on Adam's epsilon
 */
public record ParameterScaling(
    double initStd, double learningRate, double weightDecay, double epsilon) {

  /** Checks that every factor is positive and finite, or 0 for a weight decay. */
  public ParameterScaling {
    requirePositive("init std", initStd);
    requirePositive("learning rate", learningRate);
    if (weightDecay != 0) {
      requirePositive("weight decay", weightDecay);
    }
    requirePositive("epsilon", epsilon);
  }

  /** The factors of a parameter at base width: all 1. */
  public static ParameterScaling atBaseWidth() {
    return new ParameterScaling(1, 1, 1, 1);
  }

  /** The product of these factors and others. */
  ParameterScaling times(ParameterScaling other) {
    return new ParameterScaling(
        initStd * other.initStd,
        learningRate * other.learningRate,
        weightDecay * other.weightDecay,
        epsilon * other.epsilon);
  }

  private static void requirePositive(String what, double factor) {
    if (!(factor > 0) || Double.isInfinite(factor)) {
      throw new IllegalArgumentException(
          "Invalid " + what + " factor: " + factor + " (must be positive and finite)");
    }
  }
}
