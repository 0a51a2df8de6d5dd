package org.musweep.mup.parametrization;

/**
 * How a model of residual blocks scales with their number: exponents of the depth multiplier.
 *
 * @param residual of the factor on what a branch adds to the residual stream
 * @param adamLearningRate of the learning rate inside of the blocks under Adam, AdamW and Muon
 * @param sgdLearningRate of that under SGD
 * @param epsilon of Adam's epsilon inside of the blocks, where the epsilon rule lets it follow
 * @param epsilonOutside of that of all other parameters
 * @param residualInitStd of the initial weights that write to the residual stream
 * @param vectors what weight decay does to biases and gains
 */
public record DepthRules(
    double residual,
    double adamLearningRate,
    double sgdLearningRate,
    double epsilon,
    double epsilonOutside,
    double residualInitStd,
    VectorDecay vectors) {

  /** Nothing changes with depth, and everything decays. */
  public static final DepthRules NONE = new DepthRules(0, 0, 0, 0, 0, 0, VectorDecay.AS_WEIGHTS);

  /** What weight decay does to biases and gains. */
  public enum VectorDecay {
    /** The same as to weights. */
    AS_WEIGHTS,
    /** Nothing: they do not decay. */
    NONE
  }

  /** Whether depth changes anything. */
  public boolean isScaled() {
    return residual != 0
        || adamLearningRate != 0
        || sgdLearningRate != 0
        || epsilon != 0
        || residualInitStd != 0;
  }

  /** The factors of one parameter by depth alone; all 1 at base depth. */
  ParameterScaling scaling(ParameterDeclaration parameter, UpdateRules updates) {
    BlockPlace place = parameter.place();
    double depth = place.depthMultiplier();
    boolean inBlock = place.isInBlock();
    double rate = updates.optimizer().isAdaptive() ? adamLearningRate : sgdLearningRate;
    boolean writes = place.position() == BlockPlace.Position.WRITES_RESIDUAL;
    return new ParameterScaling(
        writes ? Math.pow(depth, residualInitStd) : 1,
        inBlock ? Math.pow(depth, rate) : 1,
        1,
        updates.epsilon().factor(Math.pow(depth, inBlock ? epsilon : epsilonOutside)));
  }

  /** Whether weight decay applies to a parameter. */
  boolean decays(ParameterRole role) {
    return vectors == VectorDecay.AS_WEIGHTS
        || (role != ParameterRole.BIAS && role != ParameterRole.GAIN);
  }
}
