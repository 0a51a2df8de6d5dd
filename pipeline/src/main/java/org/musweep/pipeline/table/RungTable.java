package org.musweep.pipeline.table;

import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;

/** The rungs table: one row per trial and rung. */
public final class RungTable implements Table<RungRow> {

  private static final Schema SCHEMA =
      SchemaBuilder.record("rung")
          .namespace("org.musweep.table")
          .fields()
          .requiredString("trial")
          .requiredInt("rung")
          .requiredInt("step")
          .optionalDouble("loss")
          .requiredString("decision")
          .optionalString("reason")
          .endRecord();

  @Override
  public String name() {
    return "rungs";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public GenericRecord toRecord(RungRow row) {
    return new RecordBuilder(SCHEMA)
        .set("trial", row.trial())
        .set("rung", row.rung())
        .set("step", row.step())
        .setOrNull("loss", row.loss())
        .set("decision", row.decision())
        .setOrNull("reason", row.reason())
        .build();
  }

  @Override
  public RungRow toRow(GenericRecord record) {
    var fields = new RecordFields(record);
    return new RungRow(
        fields.text("trial"),
        fields.integer("rung"),
        fields.integer("step"),
        fields.number("loss"),
        fields.text("decision"),
        fields.text("reason"));
  }
}
