package org.musweep.pipeline.spark.source;

import java.io.Closeable;
import java.io.IOException;

/** The tokens of one piece, block by block. */
public interface TokenStream extends Closeable {

  /**
   * The next tokens, empty at the end; a block before the end may be empty only if it is skipped.
   */
  int[] next() throws IOException;
}
