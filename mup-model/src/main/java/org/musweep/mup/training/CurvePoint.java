package org.musweep.mup.training;

/**
 * One entry of a lane's training curve.
 *
 * @param lane position in the stack
 * @param step the last of the steps that the entry covers
 * @param trainingLoss mean over the steps since the entry before, in nats
 * @param learningRate at that step, before the scaling plan's factors
 * @param gradientNorm global norm of the lane's gradient at that step, before clipping
 * @param noiseScale smoothed estimate of the gradient noise scale in examples; NaN where none is
 *     measured, or where the averages do not tell yet
 */
public record CurvePoint(
    int lane,
    int step,
    double trainingLoss,
    double learningRate,
    double gradientNorm,
    double noiseScale) {

  /** Without a noise scale. */
  public CurvePoint(
      int lane, int step, double trainingLoss, double learningRate, double gradientNorm) {
    this(lane, step, trainingLoss, learningRate, gradientNorm, Double.NaN);
  }
}
