package org.musweep.pipeline.selection;

import java.util.List;

/**
 * The losses at one width with one learning rate.
 *
 * @param factor of the chosen learning rate
 * @param losses final losses by seed, of the runs that completed
 * @param mean of these; infinite if none completed
 * @param diverged how many runs diverged
 */
public record RateLoss(double factor, List<SeedLoss> losses, double mean, int diverged) {

  /** Copies the losses. */
  public RateLoss {
    losses = List.copyOf(losses);
  }

  RateLoss withMean(double changed) {
    return new RateLoss(factor, losses, changed, diverged);
  }
}
