package org.musweep.pipeline.spark.source;

import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type.Repetition;
import org.musweep.mup.data.DataException;

/** One column of one row group, value by value, without an object per value. */
final class LeafCursor {
  private final String place;
  private final ColumnReader reader;
  private final int present;
  private final boolean hasOptionalElements;
  private final boolean isLong;
  private final boolean isBinary;
  private final long rows;
  private long row = -1;

  LeafCursor(String file, ColumnDescriptor leaf, ColumnReader reader, long rows) {
    this.place = "%s: column '%s'".formatted(file, leaf.getPath()[0]);
    this.reader = reader;
    this.present = leaf.getMaxDefinitionLevel();
    this.hasOptionalElements = leaf.getPrimitiveType().isRepetition(Repetition.OPTIONAL);
    var type = leaf.getPrimitiveType().getPrimitiveTypeName();
    this.isLong = type == PrimitiveTypeName.INT64;
    this.isBinary = !isLong && type != PrimitiveTypeName.INT32;
    this.rows = rows;
  }

  /** Whether values are bytes, not integers. */
  boolean isBinary() {
    return isBinary;
  }

  /** Whether a value, or the mark of an empty array, is left. */
  boolean hasNext() {
    return row + 1 < rows || !isNextRow();
  }

  /** Whether what comes next, if anything, belongs to another row than what came last. */
  boolean isNextRow() {
    return reader.getCurrentRepetitionLevel() == 0;
  }

  /** Whether what comes next is the mark of an empty array; it has to be skipped. */
  boolean isEmptyArray() {
    int level = reader.getCurrentDefinitionLevel();
    return level < (hasOptionalElements ? present - 1 : present);
  }

  void skip() {
    advance();
  }

  /** The next value of an integer column. */
  long nextInteger() {
    requirePresent();
    long value = isLong ? reader.getLong() : reader.getInteger();
    advance();
    return value;
  }

  /** The next value of a binary column. */
  byte[] nextBytes() {
    requirePresent();
    byte[] value = reader.getBinary().getBytes();
    advance();
    return value;
  }

  private void requirePresent() {
    if (reader.getCurrentDefinitionLevel() < present) {
      throw new DataException(
          "%s is null in row %d of its row group (must have a value)"
              .formatted(place, row + (isNextRow() ? 1 : 0)));
    }
  }

  private void advance() {
    if (isNextRow()) {
      row++;
    }
    reader.consume();
  }

  /** The column and the row that was read last, for messages. */
  String place() {
    return "%s, row %d of its row group".formatted(place, Math.max(0, row));
  }
}
