package org.musweep.pipeline.spark.source;

import java.io.Closeable;
import java.io.IOException;

/** A piece of text as UTF-8, block by block, each cut where the tokenizer allows it. */
interface TextBlocks extends Closeable {

  /** The bytes a block is aimed at. */
  int BLOCK_BYTES = 1 << 18;

  /** The next block, empty at the end. */
  byte[] next() throws IOException;

  /** Where a byte of the last block lies, for messages: the file and the place in it. */
  String place(int position);
}
