package org.musweep.pipeline.spark.source;

import java.util.Arrays;
import java.util.List;

/** One token per Unicode character. */
final class CharacterEncoder implements TextEncoder {
  private final Utf8 utf8 = new Utf8();
  private final int[] tokenOf;

  private CharacterEncoder(int[] tokenOf) {
    this.tokenOf = tokenOf;
  }

  static CharacterEncoder of(List<Integer> alphabet) {
    int[] tokenOf = new int[alphabet.get(alphabet.size() - 1) + 1];
    Arrays.fill(tokenOf, -1);
    for (int token = 0; token < alphabet.size(); token++) {
      tokenOf[alphabet.get(token)] = token;
    }
    return new CharacterEncoder(tokenOf);
  }

  static CharacterEncoder codePoints() {
    return new CharacterEncoder(new int[0]);
  }

  @Override
  public Alignment alignment() {
    return Alignment.CHARACTER;
  }

  @Override
  public int[] encode(byte[] block) throws MalformedText {
    int[] tokens = utf8.decode(block).codePoints().toArray();
    if (tokenOf.length > 0) {
      for (int i = 0; i < tokens.length; i++) {
        tokens[i] = token(tokens[i]);
      }
    }
    return tokens;
  }

  private int token(int codePoint) {
    int token = codePoint < tokenOf.length ? tokenOf[codePoint] : -1;
    if (token < 0) {
      throw new IllegalStateException(
          "Character U+%04X was not there when the text was counted: the file has changed"
              .formatted(codePoint));
    }
    return token;
  }
}
