package org.musweep.pipeline.spark.source;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.musweep.mup.data.DataException;

/**
 * The tokens of a {@code tokenizer.json}, without special tokens, a block of whole lines at once.
 */
final class HuggingFaceEncoder implements TextEncoder {
  private final Utf8 utf8 = new Utf8();
  private final HuggingFaceTokenizer tokenizer;

  private HuggingFaceEncoder(HuggingFaceTokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  static HuggingFaceEncoder open(String file, Configuration configuration) {
    var path = new Path(file);
    try (var in = path.getFileSystem(configuration).open(path)) {
      return new HuggingFaceEncoder(
          HuggingFaceTokenizer.newInstance(
              in, Map.of("truncation", "false", "padding", "false", "addSpecialTokens", "false")));
    } catch (FileNotFoundException e) {
      throw new DataException(file + ": no such tokenizer file", e);
    } catch (IOException | RuntimeException e) {
      throw new DataException(
          "%s: cannot be read as a tokenizer.json: %s".formatted(file, e.getMessage()), e);
    }
  }

  @Override
  public Alignment alignment() {
    return Alignment.LINE;
  }

  @Override
  public int[] encode(byte[] block) throws MalformedText {
    long[] ids = tokenizer.encode(utf8.decode(block).toString(), false, false).getIds();
    int[] tokens = new int[ids.length];
    for (int i = 0; i < ids.length; i++) {
      tokens[i] = (int) ids[i];
    }
    return tokens;
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
