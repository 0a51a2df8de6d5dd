package org.musweep.pipeline.spark.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.musweep.mup.data.DataException;

/** What a {@code tokenizer.json} says about its vocabulary. */
public final class TokenizerFile {
  private TokenizerFile() {}

  /**
   * One more than the highest token.
   *
   * @throws DataException if the file cannot be read or has no vocabulary
   */
  public static int vocabulary(String file, Configuration configuration) {
    var path = new Path(file);
    try (var in = path.getFileSystem(configuration).open(path)) {
      int vocabulary = vocabulary(new ObjectMapper().readTree((InputStream) in));
      if (vocabulary < 1) {
        throw new DataException(file + ": not a tokenizer.json: it has no model.vocab");
      }
      return vocabulary;
    } catch (IOException e) {
      throw new DataException(
          "%s: cannot be read as a tokenizer.json: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static int vocabulary(JsonNode tokenizer) {
    int highest = -1;
    var vocabulary = tokenizer.path("model").path("vocab");
    if (vocabulary.isArray()) {
      highest = vocabulary.size() - 1;
    }
    if (vocabulary.isObject()) {
      for (var token : vocabulary) {
        highest = Math.max(highest, token.asInt());
      }
    }
    for (var added : tokenizer.path("added_tokens")) {
      highest = Math.max(highest, added.path("id").asInt());
    }
    return highest + 1;
  }
}
