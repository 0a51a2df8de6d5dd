package org.musweep.pipeline.spark.source;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Strict decoding of UTF-8 that says where it fails. */
final class Utf8 {
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);

  /** The characters of a block that ends between two characters. */
  CharBuffer decode(byte[] block) throws TextEncoder.MalformedText {
    var bytes = ByteBuffer.wrap(block);
    var text = CharBuffer.allocate(block.length);
    decoder.reset();
    if (decoder.decode(bytes, text, true).isError()) {
      throw new TextEncoder.MalformedText(bytes.position());
    }
    return text.flip();
  }
}
