package org.musweep.mup.parametrization;

/**
 * How one class of a transformer's parameters scales under AdamW.
 *
 * @param parameters which ones
 * @param initStd the standard deviation of the initial values
 * @param learningRate the learning rate
 * @param weightDecay the coefficient that is multiplied with the learning rate; without meaning for
 *     classes that do not decay
 * @param epsilon Adam's epsilon
 */
public record TransformerRow(
    TransformerClass parameters,
    ScalePower initStd,
    ScalePower learningRate,
    ScalePower weightDecay,
    ScalePower epsilon) {}
