package org.musweep.pipeline.table;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/**
 * One table's schema, and its rows as Avro records and back.
 *
 * @param <R> the row
 */
public interface Table<R> {

  /** The name of its folder in the run's folder, and of its view in Spark. */
  String name();

  /** Version of the columns and their meaning, from 1; stands in every file's metadata. */
  int version();

  /** The columns, in snake_case. */
  Schema schema();

  /** A row as a record of {@link #schema}. */
  GenericRecord toRecord(R row);

  /** A record as a row; the record may have the schema of an older file of this table. */
  R toRow(GenericRecord record);
}
