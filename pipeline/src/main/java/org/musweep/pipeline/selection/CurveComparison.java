package org.musweep.pipeline.selection;

/**
 * Two widths compared during training, at equal steps, data and seeds.
 *
 * @param narrow the smaller width
 * @param wide the larger width
 * @param seeds how many seeds both were trained with
 * @param steps how many logged steps they share
 * @param worseShare share of these where the wide model is worse by more than the noise
 */
public record CurveComparison(int narrow, int wide, int seeds, int steps, double worseShare) {}
