package org.musweep.mup.parametrization;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.musweep.mup.law.LawFactor;

/** The factors of a scaling plan that are not 1, each once for all parameters of a role. */
final class PlanFactors {

  private static final ParameterScaling NO_DEPTH = ParameterScaling.atBaseWidth();

  private final ScalingPlan plan;
  private final Optional<RuleSet> rules;
  private final Set<LawFactor> factors = new LinkedHashSet<>();

  private PlanFactors(ScalingPlan plan) {
    this.plan = plan;
    this.rules = RuleSet.find(plan.rules());
  }

  static List<LawFactor> of(ScalingPlan plan) {
    PlanFactors found = new PlanFactors(plan);
    plan.parameters().forEach(found::parameter);
    plan.multipliers().forEach(found::multiplier);
    return List.copyOf(found.factors);
  }

  private void parameter(PlannedParameter parameter) {
    ParameterDeclaration declaration = parameter.declaration();
    String role = " of " + declaration.role().label();
    ParameterScaling all = parameter.scaling();
    ParameterScaling byDepth =
        rules.map(found -> found.depth().scaling(declaration, plan.updates())).orElse(NO_DEPTH);
    String place =
        role
            + switch (declaration.place().position()) {
              case OUTSIDE -> "";
              case INSIDE -> " in blocks";
              case WRITES_RESIDUAL -> " that writes to the residual stream";
            };
    add("init std" + role, all.initStd() / byDepth.initStd(), law("width"));
    add("learning rate" + role, all.learningRate() / byDepth.learningRate(), law("width"));
    add("weight decay" + role, all.weightDecay(), plan.weightDecay().label() + " weight decay");
    String epsilon = plan.updates().epsilon().label() + " epsilon";
    add("epsilon" + role, all.epsilon() / byDepth.epsilon(), epsilon);
    add("init std" + place, byDepth.initStd(), law("depth"));
    add("learning rate" + place, byDepth.learningRate(), law("depth"));
    add("epsilon" + place, byDepth.epsilon(), epsilon + ", " + law("depth"));
  }

  private void multiplier(PlannedMultiplier multiplier) {
    SiteKind kind = multiplier.site().kind();
    add(
        kind.label() + " multiplier",
        multiplier.factor(),
        law(kind == SiteKind.RESIDUAL ? "depth" : "width"));
  }

  /** The rule set by a size, with its source. */
  private String law(String size) {
    return rules
        .map(RuleSet::source)
        .filter(source -> !source.equals(plan.rules()))
        .map(source -> "%s by %s, %s".formatted(plan.rules(), size, source))
        .orElse(plan.rules() + " by " + size);
  }

  private void add(String setting, double factor, String law) {
    if (factor != 1 && factor != 0) {
      factors.add(new LawFactor(setting, factor, law));
    }
  }
}
