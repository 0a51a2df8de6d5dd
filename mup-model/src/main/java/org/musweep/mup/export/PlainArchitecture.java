package org.musweep.mup.export;

import org.musweep.mup.family.Rebased;
import org.musweep.mup.family.Transformer;
import org.musweep.mup.law.WeightDecayRule;
import org.musweep.mup.parametrization.OptimizerKind;
import org.musweep.mup.parametrization.RuleSet;
import org.musweep.mup.parametrization.ScalingPlan;
import org.musweep.mup.shape.BaseShapes;
import org.musweep.mup.stack.Architecture;
import org.musweep.mup.stack.ParameterSpec;

/**
 * The architecture of a folded model: the trained one without any width, so that no factor is other
 * than 1 and attention logits are {@code q·k/√d}, and with a readout of its own.
 */
final class PlainArchitecture {

  static final String READOUT = "readout.weight";
  static final String TOKEN_TABLE = "tok_emb.weight";

  private PlainArchitecture() {}

  static Architecture of(Architecture trained) {
    Architecture own = Rebased.unwrapped(trained);
    Architecture untied = own instanceof Transformer transformer ? transformer.untied() : own;
    return Rebased.of(untied, BaseShapes.withoutWidths(Rebased.sizes(untied)));
  }

  /** Whether the readout uses the token table. */
  static boolean isTied(Architecture trained) {
    return Rebased.unwrapped(trained) instanceof Transformer transformer
        && transformer.options().tiedReadout();
  }

  /** The plan in which nothing is scaled. */
  static ScalingPlan plan(Architecture plain, OptimizerKind optimizer) {
    return ScalingPlan.of(
        RuleSet.named("standard"),
        optimizer,
        WeightDecayRule.CONSTANT,
        plain.parameters().stream().map(ParameterSpec::declaration).toList(),
        plain.multipliers());
  }
}
