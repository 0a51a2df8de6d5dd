package org.musweep.pipeline.table;

import org.apache.avro.generic.GenericRecord;

/** Reads the fields of a record; what is null, or missing in an older file, has a stand-in. */
record RecordFields(GenericRecord record) {

  String text(String field) {
    return record.hasField(field) && record.get(field) != null ? record.get(field).toString() : "";
  }

  int integer(String field) {
    return (int) longInteger(field);
  }

  long longInteger(String field) {
    return record.hasField(field) && record.get(field) instanceof Number number
        ? number.longValue()
        : 0;
  }

  boolean truth(String field) {
    return record.hasField(field) && Boolean.TRUE.equals(record.get(field));
  }

  double number(String field) {
    return record.hasField(field) && record.get(field) instanceof Number number
        ? number.doubleValue()
        : Double.NaN;
  }
}
