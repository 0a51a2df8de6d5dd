package org.musweep.pipeline.spark.source;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.musweep.mup.data.DataException;

/** The tokens of a column's row group, all arrays one after the other. */
final class TokenColumn implements TokenStream {
  private static final int BLOCK_TOKENS = 1 << 16;

  private final RowGroupReader reader;
  private final LeafCursor values;
  private final int vocabulary;

  private TokenColumn(RowGroupReader reader, int vocabulary) {
    this.reader = reader;
    this.values = reader.cursor(0);
    this.vocabulary = vocabulary;
  }

  static TokenColumn open(
      String file, int rowGroup, String column, int vocabulary, Configuration configuration)
      throws IOException {
    var need = new ColumnNeed(column, ColumnNeed.Kind.TOKENS);
    return new TokenColumn(
        RowGroupReader.open(file, rowGroup, configuration, List.of(need)), vocabulary);
  }

  @Override
  public int[] next() {
    int[] tokens = new int[BLOCK_TOKENS];
    int count = 0;
    while (values.hasNext() && count < tokens.length) {
      if (values.isEmptyArray()) {
        values.skip();
      } else {
        tokens[count++] = checked(values.nextInteger());
      }
    }
    return Arrays.copyOf(tokens, count);
  }

  private int checked(long token) {
    if (token < 0 || token >= vocabulary) {
      throw new DataException(
          "%s: token %d is out of range (must be 0 to %d)"
              .formatted(values.place(), token, vocabulary - 1));
    }
    return (int) token;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
