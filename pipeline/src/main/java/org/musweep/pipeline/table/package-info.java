/**
 * The tables that a sweep leaves: one row record and one Avro schema each, written and read as
 * Parquet on Hadoop's file system; and where everything lies in a run's folder.
 *
 * <p>Start from {@code SweepLayout} (the folder) and {@code TrialTable} (one table). Files appear
 * in a table complete or not at all: they are written in staging and moved. Columns are described
 * in docs/tables.md. What a row means for the search is decided elsewhere; nothing here knows
 * Spark.
 */
@NullMarked
package org.musweep.pipeline.table;

import org.jspecify.annotations.NullMarked;
