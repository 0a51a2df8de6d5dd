package org.musweep.mup.data;

import java.nio.ByteBuffer;
import java.util.Locale;

/** How one token is stored in a shard: the narrowest of three little-endian integers. */
public enum TokenEncoding {
  /** One unsigned byte. */
  UINT8(1),
  /** Two bytes, unsigned. */
  UINT16(2),
  /** Four bytes. */
  INT32(4);

  private final int bytes;

  TokenEncoding(int bytes) {
    this.bytes = bytes;
  }

  /** The narrowest encoding that holds every token of a vocabulary. */
  public static TokenEncoding forVocabulary(int vocabulary) {
    if (vocabulary <= 1 << 8) {
      return UINT8;
    }
    return vocabulary <= 1 << 16 ? UINT16 : INT32;
  }

  /** Bytes per token. */
  public int bytes() {
    return bytes;
  }

  /** The name in a manifest: uint8, uint16 or int32. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Appends a token to a little-endian buffer. */
  public void put(ByteBuffer into, int token) {
    switch (this) {
      case UINT8 -> into.put((byte) token);
      case UINT16 -> into.putShort((short) token);
      case INT32 -> into.putInt(token);
    }
  }

  /** The token at a place of a little-endian buffer, counted in tokens. */
  int at(ByteBuffer from, int index) {
    return switch (this) {
      case UINT8 -> from.get(index) & 0xFF;
      case UINT16 -> from.getShort(index << 1) & 0xFFFF;
      case INT32 -> from.getInt(index << 2);
    };
  }
}
