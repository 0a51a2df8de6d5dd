package org.musweep.pipeline.sweep;

/**
 * How parameters scale with width.
 *
 * @param rules the rule set
 * @param weightDecay what keeps the effect of weight decay as learning rates scale
 * @param epsilon what keeps epsilon below the gradients as those shrink
 * @param base from where growth is counted
 * @param foreignCheckpoints what to do with a checkpoint of another parametrization
 */
public record ParametrizationSpec(
    Rules rules,
    WeightDecayScaling weightDecay,
    EpsilonScaling epsilon,
    BaseSpec base,
    ForeignCheckpoints foreignCheckpoints) {

  /** With the base width as a number, refusing checkpoints of another parametrization. */
  public ParametrizationSpec(Rules rules, WeightDecayScaling weightDecay, EpsilonScaling epsilon) {
    this(rules, weightDecay, epsilon, new BaseSpec.Width(), ForeignCheckpoints.REFUSE);
  }

  /** The rule sets that a sweep file may name; {@link #key} is the rule set's name. */
  public enum Rules implements SpecWord {
    /** Fan-in initialization, one learning rate for all parameters. */
    STANDARD,
    /** Maximal update parametrization. */
    MAXIMAL_UPDATE
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
