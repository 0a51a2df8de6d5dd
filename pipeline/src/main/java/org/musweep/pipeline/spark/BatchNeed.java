package org.musweep.pipeline.spark;

import org.musweep.mup.data.DataException;
import org.musweep.pipeline.sweep.DataSpec;

/** How much data a sweep needs at the least: one batch to train on, one window to validate on. */
record BatchNeed(DataSpec spec, int batchSize) {

  /**
   * Checks the parts of a source.
   *
   * @param training tokens, or images
   * @param validation tokens, or images
   */
  void check(long training, long validation) {
    if (spec instanceof DataSpec.TokenSource tokens) {
      long batch = (long) batchSize * tokens.sequenceLength() + 1;
      long window = tokens.sequenceLength() + 1L;
      if (training < batch || validation < window) {
        throw new DataException(
            ("%s: too short: %d tokens to train on and %d to validate on (must be at least %d, one"
                    + " batch of %d windows of sequence length %d, and %d)")
                .formatted(
                    spec.path(),
                    training,
                    validation,
                    batch,
                    batchSize,
                    tokens.sequenceLength(),
                    window));
      }
    } else if (training < batchSize || validation < 1) {
      throw new DataException(
          "%s: too few rows: %d to train on and %d to validate on (must be at least %d, one batch, and 1)"
              .formatted(spec.path(), Math.max(0, training), validation, batchSize));
    }
  }
}
