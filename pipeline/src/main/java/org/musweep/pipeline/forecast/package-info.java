/**
 * What a sweep file would cost before anything of it runs: how much there is to train, how long
 * that takes where trainings of the same model are on record, and how much memory a pack needs.
 *
 * <p>Start from {@link org.musweep.pipeline.forecast.Forecast}. Nothing here reads files or
 * measures: what was measured comes from study logs.
 */
@NullMarked
package org.musweep.pipeline.forecast;

import org.jspecify.annotations.NullMarked;
