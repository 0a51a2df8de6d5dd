/**
 * A sweep's trials as stacks to train: the one place where a sweep file's words become mup-model's
 * architecture, scaling plan and lane settings.
 *
 * <p>Start from {@link org.musweep.pipeline.training.StackFactory}. Used by the adapters {@code
 * spark} and {@code wide}; nothing here knows Spark, storage or the log.
 */
@NullMarked
package org.musweep.pipeline.training;

import org.jspecify.annotations.NullMarked;
