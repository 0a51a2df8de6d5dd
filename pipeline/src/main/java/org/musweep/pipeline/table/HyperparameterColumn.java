package org.musweep.pipeline.table;

import java.util.Locale;
import org.apache.avro.Schema;
import org.musweep.pipeline.space.SettingValue;

/**
 * A column of the trials table that holds one hyperparameter.
 *
 * @param hyperparameter its key in the sweep file, such as {@code learning-rate.embedding}
 * @param kind the column's type
 */
public record HyperparameterColumn(String hyperparameter, Kind kind) {

  /** What a column holds. */
  public enum Kind {
    /** A double. */
    NUMBER(Schema.Type.DOUBLE),
    /** A long. */
    INTEGER(Schema.Type.LONG),
    /** A string: the name of a choice. */
    CHOICE(Schema.Type.STRING);

    private final Schema.Type type;

    Kind(Schema.Type type) {
      this.type = type;
    }

    Schema.Type type() {
      return type;
    }

    static Kind of(Schema.Type type) {
      for (Kind kind : values()) {
        if (kind.type == type) {
          return kind;
        }
      }
      throw new IllegalArgumentException(
          "Invalid type of a hyperparameter column: " + type + " (must be double, long or string)");
    }
  }

  /** The column's plain name: {@code learning_rate_embedding}. */
  String column() {
    return hyperparameter.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
  }

  Object toCell(SettingValue value) {
    if (kind == Kind.CHOICE) {
      return value.text();
    }
    if (!(value instanceof SettingValue.Numeric numeric)) {
      throw new IllegalArgumentException(
          "Invalid value of %s: '%s' (must be a number, as its column is)"
              .formatted(hyperparameter, value.text()));
    }
    if (kind == Kind.NUMBER) {
      return numeric.number();
    }
    if (numeric.number() != Math.rint(numeric.number())) {
      throw new IllegalArgumentException(
          "Invalid value of %s: %s (must be whole, as its column is)"
              .formatted(hyperparameter, value.text()));
    }
    return (long) numeric.number();
  }

  static SettingValue toValue(Object cell) {
    return cell instanceof Number number
        ? new SettingValue.Numeric(number.doubleValue())
        : new SettingValue.Named(cell.toString());
  }
}
