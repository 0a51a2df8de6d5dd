package org.musweep.pipeline.sweep;

/**
 * How gradients become updates, where an optimizer leaves a choice.
 *
 * @param nesterov whether momentum looks a step ahead (SGD, Muon)
 * @param buffer how gradients enter Muon's momentum
 * @param scale what Muon's orthogonalized updates are multiplied with
 */
public record UpdateSpec(boolean nesterov, Buffer buffer, Scale scale) {

  /** What an optimizer does where the file says nothing. */
  public static UpdateSpec of(TrainingSpec.Optimizer optimizer) {
    return new UpdateSpec(optimizer == TrainingSpec.Optimizer.MUON, Buffer.AVERAGE, Scale.SPECTRAL);
  }

  /** How gradients enter Muon's momentum. */
  public enum Buffer implements SpecWord {
    /** Weighted so that the buffer has a gradient's size. */
    AVERAGE,
    /** With weight 1, as SGD sums them. */
    SUM
  }

  /** What Muon's updates are multiplied with, by the shape of the weight. */
  public enum Scale implements SpecWord {
    /** √(fan-out/fan-in). */
    SPECTRAL,
    /** √max(1, fan-out/fan-in). */
    ORIGINAL,
    /** 0.2·√max(fan-out, fan-in), for updates of the size of AdamW's. */
    MATCH_RMS_ADAMW
  }
}
