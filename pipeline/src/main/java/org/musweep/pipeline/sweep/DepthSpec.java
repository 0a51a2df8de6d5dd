package org.musweep.pipeline.sweep;

/**
 * How a model scales with its number of residual blocks, under rules that know depth.
 *
 * @param base blocks of the base model; 0 for those of the trials' models
 * @param exponent CompleteP's α, from 0.5 to 1
 */
public record DepthSpec(int base, double exponent) {

  /** Growth is counted from the trials' depth, with α = 1. */
  public static final DepthSpec DEFAULT = new DepthSpec(0, 1);

  /** Checks both. */
  public DepthSpec {
    Bounds.atLeast("base depth", base, 0);
    Bounds.require(exponent >= 0.5 && exponent <= 1, "depth exponent", exponent, "0.5 to 1");
  }

  /** Blocks of the base model. */
  public int base(ModelSpec model) {
    return base == 0 ? model.depth() : base;
  }
}
