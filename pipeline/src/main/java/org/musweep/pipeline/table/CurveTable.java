package org.musweep.pipeline.table;

import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;

/** The curves table: one row per trial and logged step, written by the task that trained it. */
public final class CurveTable implements Table<CurveRow> {

  private static final Schema SCHEMA =
      SchemaBuilder.record("curve")
          .namespace("org.musweep.table")
          .fields()
          .requiredString("trial")
          .requiredString("pack")
          .requiredInt("step")
          .requiredDouble("training_loss")
          .optionalDouble("validation_loss")
          .requiredDouble("learning_rate")
          .optionalDouble("gradient_norm")
          .optionalDouble("noise_scale")
          .endRecord();

  @Override
  public String name() {
    return "curves";
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
  public GenericRecord toRecord(CurveRow row) {
    return new RecordBuilder(SCHEMA)
        .set("trial", row.trial())
        .set("pack", row.pack())
        .set("step", row.step())
        .set("training_loss", row.trainingLoss())
        .setOrNull("validation_loss", row.validationLoss())
        .set("learning_rate", row.learningRate())
        .setOrNull("gradient_norm", row.gradientNorm())
        .setOrNull("noise_scale", row.noiseScale())
        .build();
  }

  @Override
  public CurveRow toRow(GenericRecord record) {
    var fields = new RecordFields(record);
    return new CurveRow(
        fields.text("trial"),
        fields.text("pack"),
        fields.integer("step"),
        fields.number("training_loss"),
        fields.number("validation_loss"),
        fields.number("learning_rate"),
        fields.number("gradient_norm"),
        fields.number("noise_scale"));
  }
}
