package org.musweep.pipeline.spark.source;

import java.io.IOException;
import org.musweep.mup.data.DataException;

/** Text as tokens. */
final class EncodedText implements TokenStream {
  private final TextBlocks blocks;
  private final TextEncoder encoder;

  EncodedText(TextBlocks blocks, TextEncoder encoder) {
    this.blocks = blocks;
    this.encoder = encoder;
  }

  @Override
  public int[] next() throws IOException {
    for (byte[] block = blocks.next(); block.length > 0; block = blocks.next()) {
      int[] tokens = encode(block);
      if (tokens.length > 0) {
        return tokens;
      }
    }
    return new int[0];
  }

  private int[] encode(byte[] block) {
    try {
      return encoder.encode(block);
    } catch (TextEncoder.MalformedText e) {
      throw new DataException(
          "%s: invalid UTF-8 (text must be UTF-8; tokenizer: bytes takes any file)"
              .formatted(blocks.place(e.position())),
          e);
    }
  }

  @Override
  public void close() throws IOException {
    blocks.close();
  }
}
