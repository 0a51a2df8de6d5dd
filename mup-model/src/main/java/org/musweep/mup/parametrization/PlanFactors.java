package org.musweep.mup.parametrization;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.musweep.mup.law.LawFactor;

/** The factors of a scaling plan that are not 1, each once for all parameters of a role. */
final class PlanFactors {

  private PlanFactors() {}

  static List<LawFactor> of(ScalingPlan plan) {
    String rules = plan.rules() + " by width";
    Set<LawFactor> factors = new LinkedHashSet<>();
    for (PlannedParameter parameter : plan.parameters()) {
      String role = " of " + parameter.declaration().role().label();
      ParameterScaling scaling = parameter.scaling();
      add(factors, "init std" + role, scaling.initStd(), rules);
      add(factors, "learning rate" + role, scaling.learningRate(), rules);
      add(
          factors,
          "weight decay" + role,
          scaling.weightDecay(),
          plan.weightDecay().label() + " weight decay");
      add(
          factors,
          "epsilon" + role,
          scaling.epsilon(),
          plan.updates().epsilon().label() + " epsilon");
    }
    for (PlannedMultiplier multiplier : plan.multipliers()) {
      add(factors, multiplier.site().kind().label() + " multiplier", multiplier.factor(), rules);
    }
    return List.copyOf(factors);
  }

  private static void add(Set<LawFactor> factors, String setting, double factor, String law) {
    if (factor != 1) {
      factors.add(new LawFactor(setting, factor, law));
    }
  }
}
