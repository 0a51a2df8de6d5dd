/**
 * Early stopping: at which steps trials are compared, and which of them go on.
 *
 * <p>Start from {@link Pruner}, which turns a {@link Ladder} (what was seen at every rung) into
 * {@link Decision decisions} with their reasons. Nothing here starts or stops a training; only
 * trials that reached the last rung may win, which is the concern of {@code selection}.
 */
@NullMarked
package org.musweep.pipeline.rung;

import org.jspecify.annotations.NullMarked;
