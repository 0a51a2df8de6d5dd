package org.musweep.pipeline.spark.source;

import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * A column that a table must have.
 *
 * @param name of the column, at the top of the schema
 * @param kind what it must hold
 */
public record ColumnNeed(String name, Kind kind) {

  /** What a column holds. */
  public enum Kind {
    /** One text per row. */
    TEXT("text") {
      @Override
      boolean accepts(ColumnDescriptor leaf) {
        return isFlat(leaf) && isBinary(leaf);
      }
    },
    /** One token or an array of tokens per row. */
    TOKENS("an integer or an array of integers") {
      @Override
      boolean accepts(ColumnDescriptor leaf) {
        return leaf.getMaxRepetitionLevel() <= 1 && isInteger(leaf);
      }
    },
    /** One image per row. */
    PIXELS("binary or an array of integers") {
      @Override
      boolean accepts(ColumnDescriptor leaf) {
        return isFlat(leaf) ? isBinary(leaf) : leaf.getMaxRepetitionLevel() == 1 && isInteger(leaf);
      }
    },
    /** One class per row. */
    LABEL("an integer") {
      @Override
      boolean accepts(ColumnDescriptor leaf) {
        return isFlat(leaf) && isInteger(leaf);
      }
    };

    private final String allowed;

    Kind(String allowed) {
      this.allowed = allowed;
    }

    abstract boolean accepts(ColumnDescriptor leaf);

    String allowed() {
      return allowed;
    }

    private static boolean isFlat(ColumnDescriptor leaf) {
      return leaf.getMaxRepetitionLevel() == 0 && leaf.getPath().length == 1;
    }

    private static boolean isBinary(ColumnDescriptor leaf) {
      var type = leaf.getPrimitiveType().getPrimitiveTypeName();
      return type == PrimitiveTypeName.BINARY || type == PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
    }

    private static boolean isInteger(ColumnDescriptor leaf) {
      var type = leaf.getPrimitiveType().getPrimitiveTypeName();
      return type == PrimitiveTypeName.INT32 || type == PrimitiveTypeName.INT64;
    }
  }
}
