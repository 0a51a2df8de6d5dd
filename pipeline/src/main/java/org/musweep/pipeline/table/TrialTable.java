package org.musweep.pipeline.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.Setting;

/**
 * The trials table: one row per trial that has ended, with a typed column for each hyperparameter
 * of the search.
 *
 * <p>Every hyperparameter column carries the hyperparameter's key as a property of the schema, so
 * files are read back without knowing the search. A hyperparameter whose column would have the name
 * of another column of this table gets the prefix {@code setting_}.
 */
public final class TrialTable implements Table<TrialRow> {

  private static final String PROPERTY = "hyperparameter";
  private static final List<Schema.Field> BEFORE =
      SchemaBuilder.record("before")
          .fields()
          .requiredString("trial")
          .requiredString("purpose")
          .requiredInt("index")
          .requiredString("rules")
          .requiredInt("width")
          .requiredInt("depth")
          .requiredInt("batch_size")
          .requiredInt("steps")
          .requiredLong("seed")
          .endRecord()
          .getFields();
  private static final List<Schema.Field> AFTER =
      SchemaBuilder.record("after")
          .fields()
          .requiredString("status")
          .requiredInt("step")
          .optionalDouble("loss")
          .optionalString("reason")
          .optionalString("pack")
          .requiredInt("lane")
          .requiredInt("lanes")
          .requiredDouble("seconds")
          .optionalString("host")
          .name("finished_at")
          .type(LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG)))
          .noDefault()
          .optionalBoolean("mixed")
          .endRecord()
          .getFields();

  private final Schema schema;
  private final Map<String, HyperparameterColumn> columns = new LinkedHashMap<>();

  private TrialTable(List<HyperparameterColumn> hyperparameters) {
    List<Schema.Field> fields = new ArrayList<>();
    BEFORE.forEach(field -> fields.add(new Schema.Field(field, field.schema())));
    for (HyperparameterColumn column : hyperparameters) {
      fields.add(field(column, fields));
      columns.put(column.hyperparameter(), column);
    }
    AFTER.forEach(field -> fields.add(new Schema.Field(field, field.schema())));
    schema = Schema.createRecord("trial", "", "org.musweep.table", false, fields);
  }

  private static Schema.Field field(HyperparameterColumn column, List<Schema.Field> present) {
    boolean fixed =
        BEFORE.stream().anyMatch(field -> field.name().equals(column.column()))
            || AFTER.stream().anyMatch(field -> field.name().equals(column.column()));
    String name = fixed ? "setting_" + column.column() : column.column();
    for (Schema.Field other : present) {
      if (other.name().equals(name)) {
        throw new IllegalArgumentException(
            "Invalid hyperparameters: %s and %s would share the column %s"
                .formatted(other.getProp(PROPERTY), column.hyperparameter(), name));
      }
    }
    Schema type =
        Schema.createUnion(Schema.create(Schema.Type.NULL), Schema.create(column.kind().type()));
    var field = new Schema.Field(name, type, "", Schema.Field.NULL_DEFAULT_VALUE);
    field.addProp(PROPERTY, column.hyperparameter());
    return field;
  }

  /** The table of a search over these hyperparameters, in their order. */
  public static TrialTable of(List<HyperparameterColumn> hyperparameters) {
    return new TrialTable(hyperparameters);
  }

  /** The table as far as reading needs it: each file says itself what was searched. */
  public static TrialTable ofAnySearch() {
    return new TrialTable(List.of());
  }

  @Override
  public String name() {
    return "trials";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Schema schema() {
    return schema;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the row sets a hyperparameter that has no column, or to a
   *     value that its column cannot hold
   */
  @Override
  public GenericRecord toRecord(TrialRow row) {
    var record =
        new RecordBuilder(schema)
            .set("trial", row.trial())
            .set("purpose", row.purpose())
            .set("index", row.index())
            .set("rules", row.rules())
            .set("width", row.width())
            .set("depth", row.depth())
            .set("batch_size", row.batchSize())
            .set("steps", row.steps())
            .set("seed", row.seed())
            .set("status", row.status())
            .set("step", row.step())
            .setOrNull("loss", row.loss())
            .setOrNull("reason", row.reason())
            .setOrNull("pack", row.pack())
            .set("lane", row.lane())
            .set("lanes", row.lanes())
            .set("seconds", row.seconds())
            .setOrNull("host", row.host())
            .set("finished_at", row.finishedAtMillis())
            .set("mixed", row.mixed());
    for (Setting setting : row.configuration().settings()) {
      HyperparameterColumn column = columns.get(setting.name());
      if (column == null) {
        throw new IllegalArgumentException(
            "Cannot write trial %s: %s has no column (columns: %s)"
                .formatted(row.trial(), setting.name(), columns.keySet()));
      }
      record.set(columnName(column), column.toCell(setting.value()));
    }
    return record.build();
  }

  private String columnName(HyperparameterColumn column) {
    Schema.Field plain = schema.getField(column.column());
    return plain != null && plain.getProp(PROPERTY) != null
        ? column.column()
        : "setting_" + column.column();
  }

  @Override
  public TrialRow toRow(GenericRecord record) {
    var fields = new RecordFields(record);
    return new TrialRow(
        fields.text("trial"),
        fields.text("purpose"),
        fields.integer("index"),
        fields.text("rules"),
        fields.integer("width"),
        fields.integer("depth"),
        fields.integer("batch_size"),
        fields.integer("steps"),
        fields.longInteger("seed"),
        configuration(record),
        fields.text("status"),
        fields.integer("step"),
        fields.number("loss"),
        fields.text("reason"),
        fields.text("pack"),
        fields.integer("lane"),
        fields.integer("lanes"),
        fields.number("seconds"),
        fields.text("host"),
        fields.longInteger("finished_at"),
        fields.truth("mixed"));
  }

  private static Configuration configuration(GenericRecord record) {
    List<Setting> settings = new ArrayList<>();
    for (Schema.Field field : record.getSchema().getFields()) {
      String hyperparameter = field.getProp(PROPERTY);
      Object cell = record.get(field.pos());
      if (hyperparameter != null && cell != null) {
        settings.add(new Setting(hyperparameter, HyperparameterColumn.toValue(cell)));
      }
    }
    return new Configuration(settings);
  }
}
