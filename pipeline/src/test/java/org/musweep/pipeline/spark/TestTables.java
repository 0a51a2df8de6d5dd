package org.musweep.pipeline.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageTypeParser;

/** Small Parquet tables for tests. */
final class TestTables {
  private TestTables() {}

  /**
   * Writes a file of a table.
   *
   * @param schema in Parquet's notation
   * @param rows how many
   * @param fill sets the columns of a row
   */
  static void write(Path file, String schema, int rows, BiConsumer<Group, Integer> fill)
      throws IOException {
    var type = MessageTypeParser.parseMessageType(schema);
    var groups = new SimpleGroupFactory(type);
    Files.createDirectories(file.getParent());
    try (var writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file))
            .withType(type)
            .withRowGroupSize(1000L)
            .withMinRowCountForPageSizeCheck(10)
            .withMaxRowCountForPageSizeCheck(10)
            .build()) {
      for (int row = 0; row < rows; row++) {
        var group = groups.newGroup();
        fill.accept(group, row);
        writer.write(group);
      }
    }
  }

  /** Appends to a column that is a list in Parquet's three-level form. */
  static void addList(Group row, String column, int... elements) {
    var list = row.addGroup(column);
    for (int element : elements) {
      list.addGroup("list").append("element", element);
    }
  }
}
