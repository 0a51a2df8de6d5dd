package org.musweep.pipeline.spark;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.musweep.pipeline.spark.source.SourceFile;
import org.musweep.pipeline.sweep.DataSpec;

/**
 * The name of the directory that a preparation makes: what the source is called, and a hash of all
 * that the result depends on: the files with their lengths and times, the settings and the sizes.
 */
final class PreparationKey {
  private static final int FORMAT = 1;
  private static final int HASH_DIGITS = 16;

  private PreparationKey() {}

  static String of(
      DataSpec spec, List<SourceFile> files, List<SourceFile> tokenizer, ShardSizes sizes) {
    String all =
        String.join(
            "\n", "format " + FORMAT, settings(spec), "" + files, "" + tokenizer, "" + sizes);
    byte[] hash = ShardWriter.sha256().digest(all.getBytes(StandardCharsets.UTF_8));
    return stem(spec.path()) + "-" + HexFormat.of().formatHex(hash).substring(0, HASH_DIGITS);
  }

  /** What of the settings shapes the prepared directory; the sequence length does not. */
  private static String settings(DataSpec spec) {
    if (spec instanceof DataSpec.Text text) {
      return "text %s %s".formatted(text.tokenizer(), text.validationShare());
    }
    if (spec instanceof DataSpec.TextColumn column) {
      return "text column '%s' %s %s"
          .formatted(column.column(), column.tokenizer(), column.validationShare());
    }
    if (spec instanceof DataSpec.TokenColumn column) {
      return "token column '%s' %d %s"
          .formatted(column.column(), column.vocabulary(), column.validationShare());
    }
    return spec.toString();
  }

  private static String stem(String path) {
    String name = path.replaceAll("/+$", "").replaceAll("^.*/", "");
    String stem = name.replaceAll("\\.[^.]*$", "").replaceAll("[^A-Za-z0-9_-]", "_");
    return stem.isEmpty() ? "data" : stem;
  }
}
