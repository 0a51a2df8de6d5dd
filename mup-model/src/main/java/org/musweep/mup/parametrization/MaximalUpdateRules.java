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
 * learning rate is that of a vector. Source: arXiv:2203.03466, table 8 (the formulation used here),
 * with attention logits divided by the head size; see docs/parametrization.md.
 */
final class MaximalUpdateRules {

  static final RuleSet RULES =
      new RuleSet(
          "maximal-update",
          List.of(
              new RuleRow(CONSTANT, ONE, ONE, ONE, ONE),
              new RuleRow(INPUT, ONE, ofMain(1), ONE, ONE),
              new RuleRow(HIDDEN, ofMain(-0.5), new WidthPower(-1, 1), ofMain(-1), ONE),
              new RuleRow(OUTPUT, ONE, ofMain(1), ONE, ONE)),
          -1,
          -1);

  private MaximalUpdateRules() {}
}
