package org.musweep.pipeline.sweep;

/**
 * How parameters scale with width.
 *
 * @param rules the rule set
 * @param weightDecay what keeps the effect of weight decay as learning rates scale
 * @param epsilon what keeps epsilon below the gradients as those shrink
 * @param base from where growth is counted
 * @param foreignCheckpoints what to do with a checkpoint of another parametrization
 * @param depth how it scales with depth, where the rules know that
 */
public record ParametrizationSpec(
    Rules rules,
    WeightDecayScaling weightDecay,
    EpsilonScaling epsilon,
    BaseSpec base,
    ForeignCheckpoints foreignCheckpoints,
    DepthSpec depth) {

  /** With the base width as a number, refusing checkpoints of another parametrization. */
  public ParametrizationSpec(Rules rules, WeightDecayScaling weightDecay, EpsilonScaling epsilon) {
    this(
        rules,
        weightDecay,
        epsilon,
        new BaseSpec.Width(),
        ForeignCheckpoints.REFUSE,
        DepthSpec.DEFAULT);
  }

  /** The rule set's name, with the depth exponent where the rules have one other than 1. */
  public String ruleSet() {
    return depth.exponent() == 1 ? rules.key() : rules.key() + "(" + depth.exponent() + ")";
  }

  /** The rule sets that a sweep file may name; {@link #key} is the rule set's name. */
  public enum Rules implements SpecWord {
    /** Fan-in initialization, one learning rate for all parameters. */
    STANDARD,
    /** Maximal update parametrization, with a readout multiplier. */
    MAXIMAL_UPDATE,
    /** The same, with a readout that starts and learns smaller instead. */
    MAXIMAL_UPDATE_TABLE_3,
    /** Weights and updates of a spectral norm that does not depend on width. */
    SPECTRAL,
    /** Maximal update in width and depth. */
    COMPLETEP,
    /** The same with one epsilon for all parameters. */
    COMPLETEP_MINIMAL,
    /** Maximal update in width, roots of the depth. */
    DEPTH_MUP,
    /** Maximal update in width, smaller initial weights in deep models. */
    NANOGPT_MUP;

    /** Whether the rules say how a model of residual blocks scales with their number. */
    public boolean knowsDepth() {
      return this == COMPLETEP
          || this == COMPLETEP_MINIMAL
          || this == DEPTH_MUP
          || this == NANOGPT_MUP;
    }

    /** Whether the rules leave the exponent of the depth to the user. */
    public boolean hasDepthExponent() {
      return this == COMPLETEP || this == COMPLETEP_MINIMAL;
    }
  }

  /** How weight decay scales where a parameter's learning rate does. */
  public enum WeightDecayScaling implements SpecWord {
    /** Not at all. */
    CONSTANT,
    /** Inversely to the learning rate, so that their product stays. */
    INDEPENDENT,
    /** Inversely to the square root of the learning rate. */
    SQUARE_ROOT
  }

  /** How Adam's epsilon scales where gradients do. */
  public enum EpsilonScaling implements SpecWord {
    /** Not at all. */
    CONSTANT,
    /** As the gradients of each class of parameters do. */
    PER_CLASS
  }

  /**
   * What to do with a checkpoint that was trained under another parametrization, whose weights mean
   * something else here.
   */
  public enum ForeignCheckpoints implements SpecWord {
    /** Refuse it, naming both parametrizations. */
    REFUSE,
    /** Go on from its numbers as they are. */
    ACCEPT
  }
}
