/**
 * Updates of a stack's parameters with settings per lane, and learning-rate schedules.
 *
 * <p>Start from {@link org.musweep.mup.optimizer.StackOptimizer}. The factors of the scaling plan
 * are applied here and nowhere else: a schedule multiplies each group's own learning rate.
 */
@NullMarked
package org.musweep.mup.optimizer;

import org.jspecify.annotations.NullMarked;
