package org.musweep.pipeline.figure;

/**
 * A labelled place on an axis.
 *
 * @param value in the data's units; the number of the band on a scale of bands
 * @param label what stands beside it
 */
public record Tick(double value, String label) {}
