package org.musweep.pipeline.spark.source;

import java.io.Serializable;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.musweep.mup.data.DataException;

/** Which encoder a task is to use. Travels to it by Java serialization. */
public sealed interface Tokenization extends Serializable {

  /** One token per byte; a column of tokens names this too, since it needs no encoder. */
  record Bytes() implements Tokenization {
    @Override
    public TextEncoder open(Configuration configuration) {
      return new ByteEncoder();
    }
  }

  /** One token per character, which is the character itself: to find out which there are. */
  record CodePoints() implements Tokenization {
    @Override
    public TextEncoder open(Configuration configuration) {
      return CharacterEncoder.codePoints();
    }
  }

  /**
   * One token per character, its place in an alphabet.
   *
   * @param alphabet characters in ascending order
   */
  record Characters(List<Integer> alphabet) implements Tokenization {
    /** Copies the alphabet. */
    public Characters {
      alphabet = List.copyOf(alphabet);
    }

    @Override
    public TextEncoder open(Configuration configuration) {
      return CharacterEncoder.of(alphabet);
    }
  }

  /**
   * The tokens of a {@code tokenizer.json}.
   *
   * @param path of the file
   */
  record HuggingFace(String path) implements Tokenization {
    @Override
    public TextEncoder open(Configuration configuration) {
      try {
        return HuggingFaceEncoder.open(path, configuration);
      } catch (NoClassDefFoundError e) {
        throw new DataException(
            path
                + ": reading a tokenizer.json needs ai.djl.huggingface:tokenizers on the classpath"
                + " (add it, or use tokenizer: characters or bytes)",
            e);
      }
    }
  }

  /**
   * The encoder.
   *
   * @return an encoder that the caller closes
   * @throws DataException if a file or library that it needs is missing or wrong
   */
  TextEncoder open(Configuration configuration);
}
