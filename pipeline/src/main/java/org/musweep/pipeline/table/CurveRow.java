package org.musweep.pipeline.table;

/**
 * One logged step of one trial: a row of the curves table.
 *
 * @param trial the trial's id
 * @param pack the pack that trained this step
 * @param step optimizer steps done, from 1
 * @param trainingLoss mean loss of the step's batch, in nats
 * @param validationLoss loss on the held-out batches, in nats; NaN where it was not evaluated
 * @param learningRate the trial's learning rate at this step, before any factor of the scaling plan
 * @param gradientNorm 2-norm of the whole gradient before clipping; NaN where it was not measured
 * @param noiseScale smoothed gradient noise scale, in examples; NaN where it was not measured
 */
public record CurveRow(
    String trial,
    String pack,
    int step,
    double trainingLoss,
    double validationLoss,
    double learningRate,
    double gradientNorm,
    double noiseScale) {

  /** Without a noise scale. */
  public CurveRow(
      String trial,
      String pack,
      int step,
      double trainingLoss,
      double validationLoss,
      double learningRate,
      double gradientNorm) {
    this(trial, pack, step, trainingLoss, validationLoss, learningRate, gradientNorm, Double.NaN);
  }

  /** The same row with a validation loss. */
  public CurveRow withValidationLoss(double loss) {
    return new CurveRow(
        trial, pack, step, trainingLoss, loss, learningRate, gradientNorm, noiseScale);
  }
}
