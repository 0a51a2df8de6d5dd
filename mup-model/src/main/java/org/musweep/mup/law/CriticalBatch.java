package org.musweep.mup.law;

/**
 * What a batch size costs in steps and in examples: (S/S_min − 1)(E/E_min − 1) = 1. At the noise
 * scale both are twice their least.
 *
 * <p>Source: arXiv:1812.06162; for Adam arXiv:2405.14578.
 *
 * @param noiseScale B_noise = E_min/S_min
 */
public record CriticalBatch(double noiseScale) {

  /** Checks that the noise scale is positive. */
  public CriticalBatch {
    Positive.check("noise scale", noiseScale);
  }

  /** Steps to the same loss, relative to those with an infinite batch. */
  public double steps(double batch) {
    return 1 + noiseScale / Positive.check("batch size", batch);
  }

  /** Examples to the same loss, relative to those with the smallest batch. */
  public double examples(double batch) {
    return 1 + Positive.check("batch size", batch) / noiseScale;
  }
}
