package org.musweep.pipeline.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.musweep.mup.data.DataException;
import org.musweep.pipeline.spark.source.ParquetTable;
import org.musweep.pipeline.spark.source.PieceScan;
import org.musweep.pipeline.spark.source.SourceFile;
import org.musweep.pipeline.sweep.DataSpec;
import org.musweep.pipeline.sweep.Tokenizer;

/**
 * Says at once, without Spark and without writing anything, what is plainly wrong with a source:
 * files that are missing or empty, columns that are missing or of another type, too little data.
 * Texts of up to {@value #READ_BYTES} bytes are read whole, so that for them nothing is left to
 * find out; what only shows when a larger source is read is found by {@link DataPreparation}.
 */
public final class DataCheck {
  private static final long READ_BYTES = 4L << 20;

  private DataCheck() {}

  /**
   * Checks a source.
   *
   * @param batchSize examples per batch; there must be enough data for one
   * @throws DataException what is wrong
   */
  public static void check(DataSpec spec, int batchSize, Configuration configuration) {
    var files = SourceFile.list(spec.path(), configuration);
    var need = new BatchNeed(spec, batchSize);
    if (spec instanceof DataSpec.Images images) {
      long rows =
          DataPreparation.rowGroups(images, files, configuration).stream()
              .mapToLong(ParquetTable.RowGroup::rows)
              .sum();
      need.check(rows - images.validationExamples(), images.validationExamples());
      return;
    }
    DataPreparation.tokenizerFile(spec, configuration);
    var tokens = (DataSpec.TokenSource) spec;
    var plan = TokenPlan.of(tokens, files, ShardSizes.STANDARD, configuration);
    if (spec instanceof DataSpec.Text text) {
      long bytes = files.stream().mapToLong(SourceFile::length).sum();
      boolean isBounded = !(text.tokenizer() instanceof Tokenizer.HuggingFace);
      if (bytes <= READ_BYTES) {
        check(plan, need, plan.counted(scan(plan, configuration)).total());
      } else if (isBounded) {
        check(plan, need, bytes);
      }
    }
  }

  private static void check(TokenPlan plan, BatchNeed need, long total) {
    long validation = plan.validationTokens(total);
    need.check(total - validation, validation);
  }

  private static List<PieceScan> scan(TokenPlan plan, Configuration configuration) {
    var scans = new ArrayList<PieceScan>();
    try {
      for (var piece : plan.pieces()) {
        scans.add(PieceScan.of(piece, plan.scanning(), configuration));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + plan.spec().path(), e);
    }
    return scans;
  }
}
