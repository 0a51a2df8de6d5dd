/**
 * What may vary in a sweep: distributions, the ordered search space made of them, and one point in
 * it.
 *
 * <p>Start from {@code SearchSpace}. Nothing here chooses points (see {@code sampling}) or knows
 * what a hyperparameter does to a training.
 */
@NullMarked
package org.musweep.pipeline.space;

import org.jspecify.annotations.NullMarked;
