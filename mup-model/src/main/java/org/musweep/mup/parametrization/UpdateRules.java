package org.musweep.mup.parametrization;

import org.musweep.mup.law.EpsilonRule;
import org.musweep.mup.law.WeightDecayRule;

/**
 * The optimizer that a plan is for, and how what is beside its learning rate scales.
 *
 * @param optimizer its kind
 * @param weightDecay the weight decay rule
 * @param epsilon the epsilon rule
 * @param muonScale what Muon's updates are multiplied with; other optimizers ignore it
 */
public record UpdateRules(
    OptimizerKind optimizer,
    WeightDecayRule weightDecay,
    EpsilonRule epsilon,
    MuonScale muonScale) {

  /** A constant epsilon, and Muon's updates of spectral size. */
  public static UpdateRules of(OptimizerKind optimizer, WeightDecayRule weightDecay) {
    return new UpdateRules(optimizer, weightDecay, EpsilonRule.CONSTANT, MuonScale.SPECTRAL);
  }
}
