package org.musweep.pipeline.figure;

/**
 * One side of a panel.
 *
 * @param title what it measures and in which unit; empty for none
 * @param scale how values lie along it
 */
public record Axis(String title, Scale scale) {}
