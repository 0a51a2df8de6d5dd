package org.musweep.mup.family;

import org.musweep.mup.block.FeedForward;
import org.musweep.mup.block.QueryKeyValue;
import org.musweep.mup.block.RotaryPositions;
import org.musweep.mup.block.StackedNorm;

/**
 * The choices of a Transformer that are the same at every width.
 *
 * @param norm normalization before each sublayer and at the end
 * @param feedForward nonlinearity of the feed-forward layer
 * @param positions rotary, or {@link RotaryPositions#NONE} for a learned table
 * @param tiedReadout whether the readout uses the token table
 * @param bias whether the projections have biases
 * @param readoutBias whether the readout has one, tied or not
 * @param zeroQueries whether queries start at 0, so that attention starts uniform
 * @param zeroReadout whether an untied readout starts at 0
 * @param embeddingStd standard deviation of the token and position tables
 * @param projections whether queries, keys and values have one weight or three
 */
public record TransformerOptions(
    StackedNorm.Kind norm,
    FeedForward.Kind feedForward,
    RotaryPositions positions,
    boolean tiedReadout,
    boolean bias,
    boolean readoutBias,
    boolean zeroQueries,
    boolean zeroReadout,
    double embeddingStd,
    QueryKeyValue.Form projections) {

  /** With one joint weight for queries, keys and values. */
  public TransformerOptions(
      StackedNorm.Kind norm,
      FeedForward.Kind feedForward,
      RotaryPositions positions,
      boolean tiedReadout,
      boolean bias,
      boolean readoutBias,
      boolean zeroQueries,
      boolean zeroReadout,
      double embeddingStd) {
    this(
        norm,
        feedForward,
        positions,
        tiedReadout,
        bias,
        readoutBias,
        zeroQueries,
        zeroReadout,
        embeddingStd,
        QueryKeyValue.Form.JOINT);
  }

  /**
   * Pre-LayerNorm, GELU, learned positions, untied readout without bias, zero queries, tables of
   * standard deviation 1.
   */
  public static final TransformerOptions DEFAULTS =
      new TransformerOptions(
          StackedNorm.Kind.LAYER,
          FeedForward.Kind.GELU,
          RotaryPositions.NONE,
          false,
          true,
          false,
          true,
          false,
          1.0);

  /** The same choices with a readout of its own. */
  public TransformerOptions untied() {
    return new TransformerOptions(
        norm,
        feedForward,
        positions,
        false,
        bias,
        readoutBias,
        zeroQueries,
        zeroReadout,
        embeddingStd,
        projections);
  }
}
