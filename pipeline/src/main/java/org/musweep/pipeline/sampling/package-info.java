/**
 * How the points of a search space are chosen.
 *
 * <p>Start from {@link Sampler}. A sampler keeps no state: suggestion i follows from its seed, i
 * and the {@link History} handed to it, so that a sweep can be resumed or derived again. What is
 * done with a suggestion (see {@code trial}, {@code sweep}) does not belong here.
 */
@NullMarked
package org.musweep.pipeline.sampling;

import org.jspecify.annotations.NullMarked;
