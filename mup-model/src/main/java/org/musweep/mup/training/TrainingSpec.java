package org.musweep.mup.training;

/**
 * What the lanes of a stack share besides their architecture.
 *
 * @param batchSize sequences or images per step and lane
 * @param logEvery steps between two entries of the training curve
 * @param validationExamples held-out examples, spread evenly over the validation part, on which
 *     losses are compared
 * @param collapseShare a lane whose final loss is above this share of the baseline loss has
 *     collapsed
 * @param noiseEvery steps between two measurements of the gradient noise scale; 0 for none
 */
public record TrainingSpec(
    int batchSize, int logEvery, int validationExamples, double collapseShare, int noiseEvery) {

  /** Loss above 92 % of that of a model that ignores its input counts as collapsed. */
  public static final double COLLAPSE_SHARE = 0.92;

  /** Without measuring the noise scale. */
  public TrainingSpec(int batchSize, int logEvery, int validationExamples, double collapseShare) {
    this(batchSize, logEvery, validationExamples, collapseShare, 0);
  }

  /** Checks that sizes are positive, and that a batch that is to be halved has two halves. */
  public TrainingSpec {
    if (noiseEvery < 0 || (noiseEvery > 0 && batchSize % 2 != 0)) {
      throw new IllegalArgumentException(
          "Invalid training: noise every %d steps of batches of %d (must be 0 or more, and the batch even)"
              .formatted(noiseEvery, batchSize));
    }
    if (batchSize < 1 || logEvery < 1 || validationExamples < 1 || !(collapseShare > 0)) {
      throw new IllegalArgumentException(
          "Invalid training: batch size %d, log every %d, validation examples %d, collapse share %s (must be positive)"
              .formatted(batchSize, logEvery, validationExamples, collapseShare));
    }
  }

  /** With the usual collapse share. */
  public static TrainingSpec of(int batchSize, int logEvery, int validationExamples) {
    return new TrainingSpec(batchSize, logEvery, validationExamples, COLLAPSE_SHARE);
  }
}
