package org.musweep.pipeline.spark.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** The text of a column's row group: row after row, each followed by a line feed. */
final class ColumnBlocks implements TextBlocks {
  private final RowGroupReader reader;
  private final LeafCursor texts;

  private ColumnBlocks(RowGroupReader reader) {
    this.reader = reader;
    this.texts = reader.cursor(0);
  }

  static ColumnBlocks open(String file, int rowGroup, String column, Configuration configuration)
      throws IOException {
    var need = new ColumnNeed(column, ColumnNeed.Kind.TEXT);
    return new ColumnBlocks(RowGroupReader.open(file, rowGroup, configuration, List.of(need)));
  }

  @Override
  public byte[] next() {
    var block = new ByteArrayOutputStream();
    while (texts.hasNext() && block.size() < BLOCK_BYTES) {
      block.writeBytes(texts.nextBytes());
      block.write('\n');
    }
    return block.toByteArray();
  }

  @Override
  public String place(int position) {
    return "%s or shortly before".formatted(texts.place());
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
