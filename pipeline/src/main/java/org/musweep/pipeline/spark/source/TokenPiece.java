package org.musweep.pipeline.spark.source;

import java.io.IOException;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;

/** A piece of a source of tokens that one task reads. Travels to it by Java serialization. */
public sealed interface TokenPiece extends Serializable {

  /**
   * A range of a text file.
   *
   * @param file to read
   * @param start its first byte, moved forward to where the encoder allows a cut
   * @param end the byte after its last, moved likewise
   */
  record TextRange(String file, long start, long end) implements TokenPiece {
    @Override
    public TokenStream open(TextEncoder encoder, Configuration configuration) throws IOException {
      return new EncodedText(
          FileRangeBlocks.open(file, start, end, encoder.alignment(), configuration), encoder);
    }
  }

  /**
   * A row group of a text column.
   *
   * @param file to read
   * @param rowGroup its number
   * @param column with the text
   */
  record TextRows(String file, int rowGroup, String column) implements TokenPiece {
    @Override
    public TokenStream open(TextEncoder encoder, Configuration configuration) throws IOException {
      return new EncodedText(ColumnBlocks.open(file, rowGroup, column, configuration), encoder);
    }
  }

  /**
   * A row group of a column of tokens, which are taken as they are.
   *
   * @param file to read
   * @param rowGroup its number
   * @param column with the tokens
   * @param vocabulary how many different tokens there may be
   */
  record TokenRows(String file, int rowGroup, String column, int vocabulary) implements TokenPiece {
    @Override
    public TokenStream open(TextEncoder encoder, Configuration configuration) throws IOException {
      return TokenColumn.open(file, rowGroup, column, vocabulary, configuration);
    }
  }

  /**
   * Its tokens.
   *
   * @param encoder what turns text into tokens; stays open
   * @return a stream that the caller closes
   */
  TokenStream open(TextEncoder encoder, Configuration configuration) throws IOException;
}
