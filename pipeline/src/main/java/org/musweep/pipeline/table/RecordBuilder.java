package org.musweep.pipeline.table;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** Fills a record; NaN and empty text become null in columns that allow it. */
final class RecordBuilder {

  private final GenericRecord record;

  RecordBuilder(Schema schema) {
    record = new GenericData.Record(schema);
  }

  RecordBuilder set(String field, Object value) {
    record.put(field, value);
    return this;
  }

  RecordBuilder setOrNull(String field, double value) {
    record.put(field, Double.isNaN(value) ? null : value);
    return this;
  }

  RecordBuilder setOrNull(String field, String value) {
    record.put(field, value.isEmpty() ? null : value);
    return this;
  }

  GenericRecord build() {
    return record;
  }
}
