package org.musweep.pipeline.spark.source;

/** One token per byte, 0 to 255. */
final class ByteEncoder implements TextEncoder {

  @Override
  public Alignment alignment() {
    return Alignment.BYTE;
  }

  @Override
  public int[] encode(byte[] block) {
    int[] tokens = new int[block.length];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = block[i] & 0xFF;
    }
    return tokens;
  }
}
