package org.musweep.pipeline.table;

import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.musweep.mup.coordcheck.CoordRecord;

/** The coord_check table: one row per training, step, module and statistic of a coord check. */
public final class CoordCheckTable implements Table<CoordRecord> {

  private static final Schema SCHEMA =
      SchemaBuilder.record("coord_check")
          .namespace("org.musweep.table")
          .fields()
          .requiredString("rules")
          .requiredInt("width")
          .requiredInt("depth")
          .requiredInt("batch_size")
          .requiredDouble("learning_rate")
          .requiredLong("seed")
          .requiredInt("step")
          .requiredString("module")
          .requiredString("statistic")
          .requiredDouble("value")
          .endRecord();

  @Override
  public String name() {
    return "coord_check";
  }

  @Override
  public int version() {
    return 2;
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public GenericRecord toRecord(CoordRecord row) {
    return new RecordBuilder(SCHEMA)
        .set("rules", row.rules())
        .set("width", row.width())
        .set("depth", row.depth())
        .set("batch_size", row.batchSize())
        .set("learning_rate", row.learningRate())
        .set("seed", row.seed())
        .set("step", row.step())
        .set("module", row.module())
        .set("statistic", row.statistic())
        .set("value", row.value())
        .build();
  }

  @Override
  public CoordRecord toRow(GenericRecord record) {
    var fields = new RecordFields(record);
    return new CoordRecord(
        fields.text("rules"),
        fields.integer("width"),
        fields.integer("depth"),
        fields.integer("batch_size"),
        fields.number("learning_rate"),
        fields.longInteger("seed"),
        fields.integer("step"),
        fields.text("module"),
        fields.text("statistic"),
        fields.number("value"));
  }
}
