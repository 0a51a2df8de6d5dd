/**
 * The study log, which is the truth of a sweep, and what is read from it.
 *
 * <p>Start from {@code StudyLog} (append and replay), {@code Event} (what is recorded) and {@code
 * StudyState} (what the events add up to). {@link org.musweep.pipeline.log.SweepLayout} says where
 * everything of a run lies; {@code RunStatus} is the small file that other programs poll. What to
 * do next is decided by the sweep's driver; nothing here trains, samples or writes tables.
 */
@NullMarked
package org.musweep.pipeline.log;

import org.jspecify.annotations.NullMarked;
