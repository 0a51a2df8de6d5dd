package org.musweep.pipeline.spark.source;

import java.io.Closeable;
import java.nio.charset.CharacterCodingException;

/** A tokenizer at work on blocks of UTF-8. Belongs to one thread. */
public interface TextEncoder extends Closeable {

  /** Where text may be cut without changing its tokens. */
  Alignment alignment();

  /**
   * The tokens of a block.
   *
   * @throws MalformedText if it is not UTF-8
   */
  int[] encode(byte[] block) throws MalformedText;

  @Override
  default void close() {}

  /** Bytes that are not UTF-8. */
  final class MalformedText extends CharacterCodingException {
    private static final long serialVersionUID = 1L;
    private final int position;

    MalformedText(int position) {
      this.position = position;
    }

    /** The first such byte of the block. */
    int position() {
      return position;
    }
  }
}
