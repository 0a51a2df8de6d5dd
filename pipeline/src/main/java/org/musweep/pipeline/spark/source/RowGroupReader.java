package org.musweep.pipeline.spark.source;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** A row group opened for some of its columns; only their pages are read. */
final class RowGroupReader implements Closeable {
  private final ParquetFileReader reader;
  private final List<LeafCursor> cursors;

  private RowGroupReader(ParquetFileReader reader, List<LeafCursor> cursors) {
    this.reader = reader;
    this.cursors = List.copyOf(cursors);
  }

  static RowGroupReader open(
      String file, int rowGroup, Configuration configuration, List<ColumnNeed> columns)
      throws IOException {
    var reader = ParquetTable.open(file, configuration);
    try {
      var metadata = reader.getFooter().getFileMetaData();
      var fields = new ArrayList<Type>();
      columns.forEach(column -> fields.add(metadata.getSchema().getType(column.name())));
      var projection = new MessageType(metadata.getSchema().getName(), fields);
      reader.setRequestedSchema(projection);
      var pages = reader.readRowGroup(rowGroup);
      var store =
          new ColumnReadStoreImpl(
              pages, new Unconverted(projection), projection, metadata.getCreatedBy());
      var cursors = new ArrayList<LeafCursor>();
      for (var column : columns) {
        var leaf = ParquetTable.leaf(projection, file, column);
        cursors.add(new LeafCursor(file, leaf, store.getColumnReader(leaf), pages.getRowCount()));
      }
      return new RowGroupReader(reader, cursors);
    } catch (IOException | RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  /** The cursor of the n-th column asked for. */
  LeafCursor cursor(int column) {
    return cursors.get(column);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  /** Stands where Parquet wants converters; values are taken from the column readers instead. */
  private static final class Unconverted extends GroupConverter {
    private final List<Converter> children = new ArrayList<>();

    Unconverted(GroupType type) {
      for (var field : type.getFields()) {
        children.add(
            field.isPrimitive()
                ? new PrimitiveConverter() {}
                : new Unconverted(field.asGroupType()));
      }
    }

    @Override
    public Converter getConverter(int field) {
      return children.get(field);
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
  }
}
