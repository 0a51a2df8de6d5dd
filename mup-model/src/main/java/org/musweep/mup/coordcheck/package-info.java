/**
 * Is the parametrization right? Sizes of the coordinates of every module's output over widths and
 * steps, the slopes fitted to them, and the verdict.
 *
 * <p>Start from {@link CoordVerdict}. The statistics here are plain arithmetic on {@link
 * CoordRecord}s; training the models that yield the records is the work of the runner beside them.
 * How records are stored belongs elsewhere.
 */
@NullMarked
package org.musweep.mup.coordcheck;

import org.jspecify.annotations.NullMarked;
