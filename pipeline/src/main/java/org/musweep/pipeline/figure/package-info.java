/**
 * Plots as pictures for slides and papers: scales, marks and panels, written as SVG without a
 * browser.
 *
 * <p>Start from {@link Figure}. What is drawn is said in the values of the data; nothing here knows
 * of sweeps.
 */
@NullMarked
package org.musweep.pipeline.figure;

import org.jspecify.annotations.NullMarked;
