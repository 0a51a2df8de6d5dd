/**
 * Processes that are killed, storage that fails, and what is left afterwards.
 *
 * <p>{@code Driver} is a whole sweep over trials with a known loss: log, tables and all, in this
 * process or in one that can be killed. What a promise was measured at is kept in {@code
 * target/reliability}.
 */
@NullMarked
package org.musweep.pipeline.faults;

import org.jspecify.annotations.NullMarked;
