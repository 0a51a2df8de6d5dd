/**
 * Work as Spark tasks: the preparation of data, packs of trials, coord checks, scoring.
 *
 * <p>Start from {@link org.musweep.pipeline.spark.DataPreparation} for data. This package and those
 * below it are the only ones that know Spark; what a task does beyond starting its work belongs to
 * the packages it drives.
 */
@NullMarked
package org.musweep.pipeline.spark;

import org.jspecify.annotations.NullMarked;
