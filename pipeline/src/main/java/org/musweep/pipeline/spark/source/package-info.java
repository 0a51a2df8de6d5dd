/**
 * Reading what data come as: ranges of text files and row groups of Parquet tables, each a piece
 * that one task reads as a stream, whatever its size.
 *
 * <p>Start from {@link org.musweep.pipeline.spark.source.TokenPiece} and {@link
 * org.musweep.pipeline.spark.source.ImageRows}. How a source falls into pieces depends on the
 * source alone, never on the number of cores, so what is made of them is the same everywhere. Here
 * are Hadoop's file systems and Parquet; Spark, shards and manifests do not belong here.
 */
@NullMarked
package org.musweep.pipeline.spark.source;

import org.jspecify.annotations.NullMarked;
