package org.musweep.mup.parametrization;

import static org.musweep.mup.parametrization.WidthClass.CONSTANT;
import static org.musweep.mup.parametrization.WidthClass.HIDDEN;
import static org.musweep.mup.parametrization.WidthClass.INPUT;
import static org.musweep.mup.parametrization.WidthClass.OUTPUT;
import static org.musweep.mup.parametrization.WidthPower.ONE;
import static org.musweep.mup.parametrization.WidthPower.ofMain;

import java.util.List;

/**
 * The standard parametrization: fan-in initialization, one learning rate for all, attention logits
 * divided by the root of the head size.
 *
 * <p>Source: arXiv:2203.03466, the parametrization that tables 3 and 8 are compared with.
 */
final class StandardRules {

  static final RuleSet RULES =
      new RuleSet(
          "standard",
          List.of(
              new RuleRow(CONSTANT, ONE, ONE, ONE, ONE),
              new RuleRow(INPUT, ONE, ONE, ONE, ONE),
              new RuleRow(HIDDEN, ofMain(-0.5), ONE, ONE, ONE),
              new RuleRow(OUTPUT, ofMain(-0.5), ONE, ONE, ONE)),
          0,
          -0.5);

  private StandardRules() {}
}
