package org.musweep.mup.parametrization;

import static org.musweep.mup.parametrization.WidthClass.CONSTANT;
import static org.musweep.mup.parametrization.WidthClass.HIDDEN;
import static org.musweep.mup.parametrization.WidthClass.INPUT;
import static org.musweep.mup.parametrization.WidthClass.OUTPUT;
import static org.musweep.mup.parametrization.WidthPower.ONE;
import static org.musweep.mup.parametrization.WidthPower.ofMain;

import java.util.List;

/**
 * Maximal update parametrization: every layer's features change by the same amount at every width.
 *
 * <p>The readout keeps its initial size and has a multiplier of 1/width instead, so that its
 * learning rate is that of a vector. A gradient falls like 1/width of the layer's output, that of
 * the readout by its multiplier. Source: arXiv:2203.03466, table 8 (the formulation used here),
 * with attention logits divided by the head size; see docs/parametrization.md.
 */
final class MaximalUpdateRules {

  static final RuleSet RULES =
      new RuleSet(
          "maximal-update",
          "arXiv:2203.03466, table 8",
          List.of(
              new RuleRow(CONSTANT, ONE, ONE, ONE, ONE),
              new RuleRow(INPUT, ONE, ofMain(1), ONE, ofMain(-1)),
              new RuleRow(
                  HIDDEN, ofMain(-0.5), new WidthPower(-1, 1), ofMain(-1), new WidthPower(0, -1)),
              new RuleRow(OUTPUT, ONE, ofMain(1), ONE, ofMain(-1))),
          -1,
          -1,
          OrthogonalUpdates.SPECTRAL,
          InitialSizes.BY_CLASS,
          DepthRules.NONE);

  private MaximalUpdateRules() {}
}
