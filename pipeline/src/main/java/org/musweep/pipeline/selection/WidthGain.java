package org.musweep.pipeline.selection;

/**
 * How much a wider model is better at the chosen settings.
 *
 * @param narrow the smaller width
 * @param wide the larger width
 * @param gain loss of the narrow model minus that of the wide one, paired over seeds
 */
public record WidthGain(int narrow, int wide, Estimate gain) {}
