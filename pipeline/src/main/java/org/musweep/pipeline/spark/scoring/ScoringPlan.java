package org.musweep.pipeline.spark.scoring;

import java.io.Serial;
import java.io.Serializable;
import java.util.Locale;

/**
 * What a scoring task needs: documents as text, and a model's place.
 *
 * @param sweepFile the text of the sweep file
 * @param selection the text of selection.json
 * @param manifest the text of the manifest of the data that the model was trained on
 * @param model the place of model.safetensors
 * @param input the column with tokens, text or pixels
 * @param label the column with the labels of images; empty if there is none
 * @param badRows what becomes of rows that cannot be scored
 * @param batchSize rows, or windows of tokens, in one forward pass
 */
public record ScoringPlan(
    String sweepFile,
    String selection,
    String manifest,
    String model,
    String input,
    String label,
    BadRows badRows,
    int batchSize)
    implements Serializable {

  @Serial private static final long serialVersionUID = 1;

  /** What becomes of a row that cannot be scored. */
  public enum BadRows {
    /** The job fails, and names it. */
    FAIL,
    /** It stays, with the reason in {@code score_error} and no score. */
    NULL,
    /** It is left out, and counted. */
    DROP;

    /** As it is written on the command line. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Checks the batch size. */
  public ScoringPlan {
    if (batchSize < 1) {
      throw new IllegalArgumentException(
          "Invalid batch size: " + batchSize + " (must be positive)");
    }
  }
}
