package org.musweep.mup.stack;

/**
 * What is particular to the model of one lane. All factors multiply what the scaling plan gives,
 * and are 1 by default.
 *
 * @param seed of the initial weights and of the order of the data
 * @param initScale factor of the standard deviation of random initial weights
 * @param inputMultiplier factor of the input or of the embeddings' sum
 * @param attentionMultiplier factor of the attention logits, which are {@code q·k/√d} at the base
 *     head size d
 * @param outputMultiplier factor of the readout's input
 */
public record Lane(
    long seed,
    RoleFactors initScale,
    double inputMultiplier,
    double attentionMultiplier,
    double outputMultiplier) {

  /** A lane with every factor 1. */
  public static Lane ofSeed(long seed) {
    return new Lane(seed, RoleFactors.NONE, 1, 1, 1);
  }
}
