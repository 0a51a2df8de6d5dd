package org.musweep.mup.family;

/**
 * The sizes of a Transformer that may grow with width.
 *
 * @param width d_model
 * @param heads query heads
 * @param keyValueHeads key and value heads, a divisor of {@code heads}
 * @param headSize size of each head
 * @param feedForward units of the feed-forward layer
 */
public record TransformerSize(
    int width, int heads, int keyValueHeads, int headSize, int feedForward) {

  /** Checks that sizes are positive and heads divide. */
  public TransformerSize {
    if (width < 1 || heads < 1 || keyValueHeads < 1 || headSize < 1 || feedForward < 1) {
      throw new IllegalArgumentException(
          "Invalid Transformer size: width %d, heads %d, key/value heads %d, head size %d, feed-forward %d (must be positive)"
              .formatted(width, heads, keyValueHeads, headSize, feedForward));
    }
    if (heads % keyValueHeads != 0) {
      throw new IllegalArgumentException(
          "Invalid Transformer size: %d heads over %d key/value heads (must divide evenly)"
              .formatted(heads, keyValueHeads));
    }
  }

  /**
   * As many heads of one size as fit the width, and a feed-forward layer of a multiple of the
   * width.
   */
  public static TransformerSize ofHeadSize(int width, int headSize, int feedForwardRatio) {
    if (width % headSize != 0) {
      throw new IllegalArgumentException(
          "Invalid Transformer size: width %d with head size %d (must divide evenly)"
              .formatted(width, headSize));
    }
    int heads = width / headSize;
    return new TransformerSize(width, heads, heads, headSize, feedForwardRatio * width);
  }
}
