package org.musweep.pipeline.spark.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.musweep.mup.data.DataException;

/**
 * The row groups of a Parquet table's files, as their footers tell, with the columns in question
 * checked in every file.
 */
public final class ParquetTable {

  /**
   * One row group.
   *
   * @param file the file it is in
   * @param index its number in the file
   * @param rows how many rows it has
   */
  public record RowGroup(String file, int index, long rows) {}

  private ParquetTable() {}

  /**
   * The row groups of files, in order.
   *
   * @param columns what each file must have
   * @throws DataException if a file is not Parquet, or a column is missing or of another type
   */
  public static List<RowGroup> rowGroups(
      List<SourceFile> files, Configuration configuration, ColumnNeed... columns) {
    var groups = new ArrayList<RowGroup>();
    for (var file : files) {
      try (var reader = open(file.path(), configuration)) {
        var schema = reader.getFooter().getFileMetaData().getSchema();
        for (var column : columns) {
          leaf(schema, file.path(), column);
        }
        var blocks = reader.getRowGroups();
        for (int index = 0; index < blocks.size(); index++) {
          if (blocks.get(index).getRowCount() > 0) {
            groups.add(new RowGroup(file.path(), index, blocks.get(index).getRowCount()));
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot read the footer of " + file.path(), e);
      }
    }
    if (groups.isEmpty()) {
      throw new DataException(files.get(0).path() + ": the table has no rows");
    }
    return List.copyOf(groups);
  }

  static ParquetFileReader open(String file, Configuration configuration) throws IOException {
    try {
      return ParquetFileReader.open(HadoopInputFile.fromPath(new Path(file), configuration));
    } catch (RuntimeException e) {
      throw new DataException(
          "%s: cannot be read as Parquet: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** The only leaf of a top-level column. */
  static ColumnDescriptor leaf(MessageType schema, String file, ColumnNeed need) {
    if (!schema.containsField(need.name())) {
      throw new DataException(
          "%s: there is no column '%s' (columns: %s)"
              .formatted(
                  file,
                  need.name(),
                  schema.getFields().stream()
                      .map(Type::getName)
                      .collect(Collectors.joining(", "))));
    }
    var leaves =
        schema.getColumns().stream().filter(leaf -> leaf.getPath()[0].equals(need.name())).toList();
    if (leaves.size() != 1 || !need.kind().accepts(leaves.get(0))) {
      throw new DataException(
          "%s: column '%s' is %s (must be %s)"
              .formatted(
                  file,
                  need.name(),
                  schema.getType(need.name()).toString().replaceAll("\\s+", " ").strip(),
                  need.kind().allowed()));
    }
    return leaves.get(0);
  }
}
