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
 */
public record CurveRow(
    String trial,
    String pack,
    int step,
    double trainingLoss,
    double validationLoss,
    double learningRate,
    double gradientNorm) {}
