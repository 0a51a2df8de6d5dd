package org.musweep.pipeline.figure;

/**
 * A place in a panel, in the data's units.
 *
 * @param x along the horizontal scale
 * @param y along the vertical scale
 */
public record Point(double x, double y) {}
