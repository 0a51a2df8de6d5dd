/**
 * The command line: mains for {@code spark-submit} and the {@code musweep} command, and the steps
 * that they run.
 *
 * <p>Start from {@link org.musweep.jobs.Main}. A step puts parts of {@code pipeline} together; what
 * they do is decided there.
 */
@NullMarked
package org.musweep.jobs;

import org.jspecify.annotations.NullMarked;
