/**
 * A trained model applied to a table: rows to inputs, one model per executor, scores in batches.
 *
 * <p>Start from {@link org.musweep.pipeline.spark.scoring.Scoring}. Training data does not come
 * through here.
 */
@NullMarked
package org.musweep.pipeline.spark.scoring;

import org.jspecify.annotations.NullMarked;
