package org.musweep.pipeline.sweep;

import java.util.List;

/**
 * What of the wide run differs from the trials beside its width and its number of steps, and by
 * which laws the settings follow.
 *
 * @param depth blocks of the wide model; 0 for those of the trials
 * @param checkDepths at which the transfer is checked, at the trials' width; may be empty
 * @param batchSize of the wide run; 0 for that of the trials
 * @param checkBatchSizes at which the law of the batch size is checked, at the trials' width and
 *     over as many examples; may be empty
 * @param batchLaw how settings follow the batch size
 * @param noiseScale the gradient noise scale that a law of the batch size needs, in examples; 0 if
 *     none is given
 * @param durationLaw how the learning rate follows the number of examples
 */
public record TransferChange(
    int depth,
    List<Integer> checkDepths,
    int batchSize,
    List<Integer> checkBatchSizes,
    BatchLaw batchLaw,
    double noiseScale,
    Duration durationLaw) {

  /** Nothing but the width changes. */
  public static final TransferChange NONE =
      new TransferChange(0, List.of(), 0, List.of(), BatchLaw.NONE, 0, Duration.NONE);

  /** Copies and sorts the lists and checks each component. */
  public TransferChange {
    checkDepths = checkDepths.stream().sorted().toList();
    Bounds.atLeast("depth", depth, 0);
    checkDepths.forEach(check -> Bounds.atLeast("check depth", check, 1));
    Bounds.distinct("check depths", checkDepths);
    Bounds.atLeast("batch size", batchSize, 0);
    checkBatchSizes = checkBatchSizes.stream().sorted().toList();
    checkBatchSizes.forEach(check -> Bounds.atLeast("check batch size", check, 1));
    Bounds.distinct("check batch sizes", checkBatchSizes);
    Bounds.require(
        noiseScale >= 0 && Double.isFinite(noiseScale), "noise scale", noiseScale, "0 or more");
  }

  /** Whether the law of the batch size needs a noise scale that the sweep file does not give. */
  public boolean lacksNoiseScale() {
    return (batchSize != 0 || !checkBatchSizes.isEmpty())
        && batchLaw == BatchLaw.NOISE_SCALE
        && noiseScale == 0;
  }

  /**
   * The same change at a noise scale that was measured.
   *
   * @param measured in examples, above 0
   */
  public TransferChange withMeasuredNoiseScale(double measured) {
    Bounds.require(measured > 0 && Double.isFinite(measured), "noise scale", measured, "above 0");
    return new TransferChange(
        depth,
        checkDepths,
        batchSize,
        checkBatchSizes,
        BatchLaw.MEASURED_NOISE_SCALE,
        measured,
        durationLaw);
  }

  /** The laws of the batch size that a sweep file may name. */
  public enum BatchLaw implements SpecWord {
    /** None: the batch size stays. */
    NONE,
    /** The same stochastic differential equation. */
    DIFFUSION,
    /** The best learning rate at a gradient noise scale. */
    NOISE_SCALE,
    /** The same at the noise scale that the finalists measured; no word of a sweep file. */
    MEASURED_NOISE_SCALE
  }

  /** The laws of the duration that a sweep file may name. */
  public enum Duration implements SpecWord {
    /** None: the number of examples stays. */
    NONE,
    /** The same learning rate for every duration. */
    CONSTANT,
    /** The learning rate falls like the root of the number of examples. */
    SQUARE_ROOT
  }
}
