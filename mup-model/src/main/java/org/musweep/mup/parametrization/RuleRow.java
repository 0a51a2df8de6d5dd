package org.musweep.mup.parametrization;

/**
 * How the parameters of one class scale with width.
 *
 * @param widthClass which parameters
 * @param initStd the standard deviation of the initial values
 * @param sgdLearningRate the learning rate under SGD
 * @param adamLearningRate the learning rate under Adam and AdamW, and under Muon for what it leaves
 *     to AdamW
 * @param epsilon the gradient, and with it Adam's epsilon where a rule lets it follow
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
