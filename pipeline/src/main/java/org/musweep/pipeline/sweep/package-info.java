/**
 * The sweep file and its execution.
 *
 * <p>Start from {@link SweepSpec}, what a sweep file says: one record per section, typed and
 * checked. {@code SweepSpecReader} makes it from YAML, reports every problem of a file together
 * with its line, and is the only class that knows the file's format. {@link Sweep} carries it out:
 * it decides which trials train next and records it, while a {@code TrialExecutor} trains them; a
 * {@link SweepObserver} is told. How trials are trained, stored or judged does not belong here.
 */
@NullMarked
package org.musweep.pipeline.sweep;

import org.jspecify.annotations.NullMarked;
