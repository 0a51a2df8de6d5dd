package org.musweep.mup.law;

/**
 * Factors that leave the stochastic differential equation of a training as it is, where the batch
 * size is multiplied: the same path through the same examples, in steps that are fewer and larger.
 * It holds as long as steps are small against that path.
 *
 * @param learningRate on the learning rate
 * @param coupledWeightDecay on a coefficient that is multiplied with the learning rate, as torch's
 *     AdamW has it
 * @param independentWeightDecay on a decay per step that does not know the learning rate
 * @param forgetting on 1 − β of every average
 * @param epsilon on Adam's epsilon
 */
public record DiffusionScaling(
    double learningRate,
    double coupledWeightDecay,
    double independentWeightDecay,
    double forgetting,
    double epsilon) {

  /**
   * Stochastic gradient descent, with momentum or without: the learning rate follows the batch.
   *
   * <p>The decay per example, learning rate times coefficient over the batch, stays as it is.
   * Source: S. Malladi et al., arXiv:2205.10287.
   *
   * @param batchFactor the new batch size over the old one
   */
  public static DiffusionScaling ofSgd(double batchFactor) {
    double factor = Positive.check("batch factor", batchFactor);
    return new DiffusionScaling(factor, 1, factor, factor, 1);
  }

  /**
   * Adam and AdamW: the learning rate follows the root of the batch.
   *
   * <p>Source: S. Malladi et al., On the SDEs and scaling rules for adaptive gradient algorithms,
   * arXiv:2205.10287; the weight decay: arXiv:2512.22382.
   *
   * @param batchFactor the new batch size over the old one
   */
  public static DiffusionScaling ofAdam(double batchFactor) {
    double root = Math.sqrt(Positive.check("batch factor", batchFactor));
    return new DiffusionScaling(root, root, batchFactor, batchFactor, 1 / root);
  }

  /**
   * An average's decay rate under these factors: 1 − f(1 − β).
   *
   * @throws IllegalArgumentException if nothing would be left of the average: the batch factor is
   *     larger than 1/(1 − β), and the equation no longer describes the training
   */
  public double decay(double decay) {
    double scaled = 1 - forgetting * (1 - Positive.checkDecay("decay", decay));
    if (scaled < 0) {
      throw new IllegalArgumentException(
          "Invalid batch factor: 1 - %s * (1 - %s) is below 0 (the factor must be at most %s)"
              .formatted(forgetting, decay, 1 / (1 - decay)));
    }
    return scaled;
  }
}
