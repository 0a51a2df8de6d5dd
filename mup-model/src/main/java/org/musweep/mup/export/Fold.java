package org.musweep.mup.export;

/**
 * A factor of the forward pass that became part of a weight.
 *
 * @param parameter of the folded model
 * @param source of the trained model; another one where a shared weight was given a copy
 * @param rows how many of the first rows have the factor; all of them if 0
 * @param factor what they are multiplied with
 * @param multiplier what it was: {@code input}, {@code attention} or {@code readout}
 */
public record Fold(String parameter, String source, int rows, double factor, String multiplier) {}
