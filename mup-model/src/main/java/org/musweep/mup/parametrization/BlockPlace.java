package org.musweep.mup.parametrization;

import org.musweep.mup.shape.InfDim;

/**
 * Where a parameter stands in a model that is a stack of residual blocks.
 *
 * @param position in a block or not, and where in it
 * @param blocks the number of blocks, and that of the base model
 */
public record BlockPlace(Position position, InfDim blocks) {

  /** In no residual block, or in a model without them. */
  public static final BlockPlace OUTSIDE = new BlockPlace(Position.OUTSIDE, InfDim.finite(1));

  /** Places that scale differently with depth. */
  public enum Position {
    /** Before or after the blocks. */
    OUTSIDE,
    /** Inside of a block. */
    INSIDE,
    /** A weight of a block whose output is added to the residual stream. */
    WRITES_RESIDUAL
  }

  /** The model's number of blocks over that of the base model. */
  public double depthMultiplier() {
    return blocks.widthMultiplier();
  }

  /** Whether the parameter is in a block. */
  public boolean isInBlock() {
    return position != Position.OUTSIDE;
  }
}
