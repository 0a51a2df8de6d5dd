package org.musweep.mup.parametrization;

/**
 * How the parameters of one class scale with width.
 *
 * @param widthClass which parameters
 * @param initStd the standard deviation of the initial values
 * @param sgdLearningRate the learning rate under SGD
 * @param adamLearningRate the learning rate under Adam and AdamW
 * @param epsilon Adam's epsilon
 */
public record RuleRow(
    WidthClass widthClass,
    WidthPower initStd,
    WidthPower sgdLearningRate,
    WidthPower adamLearningRate,
    WidthPower epsilon) {

  /** The learning rate under an optimizer. */
  public WidthPower learningRate(OptimizerKind optimizer) {
    return optimizer.isAdaptive() ? adamLearningRate : sgdLearningRate;
  }
}
