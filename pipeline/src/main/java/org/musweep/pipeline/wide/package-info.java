/**
 * The final run: the chosen settings at the target width, one lane of the trainer that also ran the
 * trials.
 *
 * <p>Start from {@link org.musweep.pipeline.wide.WideTraining}.
 */
@NullMarked
package org.musweep.pipeline.wide;

import org.jspecify.annotations.NullMarked;
