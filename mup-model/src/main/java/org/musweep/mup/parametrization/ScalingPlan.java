package org.musweep.mup.parametrization;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.musweep.mup.law.LawFactor;
import org.musweep.mup.law.WeightDecayRule;
import org.musweep.mup.shape.BaseShape;
import org.musweep.mup.shape.BaseShapes;

/**
 * Every factor of a model, computed once: a table keyed by parameter and site name.
 *
 * @param rules name of the rule set it was made with
 * @param updates the optimizer the factors are for, and its rules
 * @param parameters one per parameter, in the model's order
 * @param multipliers one per multiplier site, in the model's order
 */
public record ScalingPlan(
    String rules,
    UpdateRules updates,
    List<PlannedParameter> parameters,
    List<PlannedMultiplier> multipliers) {

  /** Copies the lists and refuses a name that stands twice. */
  public ScalingPlan {
    parameters = List.copyOf(parameters);
    multipliers = List.copyOf(multipliers);
    requireDistinct("parameter", parameters.stream().map(p -> p.declaration().name()));
    requireDistinct("multiplier site", multipliers.stream().map(m -> m.site().name()));
  }

  /**
   * The plan of a model.
   *
   * @throws IllegalArgumentException if a name stands twice or more than two dimensions of a
   *     parameter are infinite
   */
  public static ScalingPlan of(
      RuleSet rules,
      UpdateRules updates,
      List<ParameterDeclaration> parameters,
      List<MultiplierSite> sites) {
    return new ScalingPlan(
        rules.name(),
        updates,
        parameters.stream().map(p -> new PlannedParameter(p, rules.scaling(p, updates))).toList(),
        sites.stream().map(site -> new PlannedMultiplier(site, rules.multiplier(site))).toList());
  }

  /** The plan of a model under the usual epsilon rule. */
  public static ScalingPlan of(
      RuleSet rules,
      OptimizerKind optimizer,
      WeightDecayRule weightDecay,
      List<ParameterDeclaration> parameters,
      List<MultiplierSite> sites) {
    return of(rules, UpdateRules.of(optimizer, weightDecay), parameters, sites);
  }

  /** The optimizer the factors are for. */
  public OptimizerKind optimizer() {
    return updates.optimizer();
  }

  /** The weight decay rule. */
  public WeightDecayRule weightDecay() {
    return updates.weightDecay();
  }

  /**
   * The factors of a parameter.
   *
   * @throws IllegalArgumentException if the plan has no such parameter
   */
  public ParameterScaling scaling(String parameterName) {
    return parameters.stream()
        .filter(parameter -> parameter.declaration().name().equals(parameterName))
        .findFirst()
        .map(PlannedParameter::scaling)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Unknown parameter '"
                        + parameterName
                        + "' (must be one of "
                        + parameters.stream().map(p -> p.declaration().name()).toList()
                        + ")"));
  }

  /**
   * The forward factor of a multiplier site.
   *
   * @throws IllegalArgumentException if the plan has no such site
   */
  public double multiplier(String siteName) {
    return multipliers.stream()
        .filter(multiplier -> multiplier.site().name().equals(siteName))
        .findFirst()
        .map(PlannedMultiplier::factor)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Unknown multiplier site '"
                        + siteName
                        + "' (must be one of "
                        + multipliers.stream().map(m -> m.site().name()).toList()
                        + ")"));
  }

  /** The base shapes behind the plan, for export to a base-shape file. */
  public BaseShapes baseShapes() {
    return new BaseShapes(
        parameters.stream()
            .map(PlannedParameter::declaration)
            .map(declaration -> BaseShape.of(declaration.name(), declaration.shape()))
            .toList());
  }

  /** The factors that are not 1, each once for all parameters of a role, and by which law. */
  public List<LawFactor> factors() {
    return PlanFactors.of(this);
  }

  /** The plan as an aligned table for people to read. */
  public String text() {
    return ScalingTable.text(this);
  }

  private static void requireDistinct(String what, Stream<String> names) {
    Set<String> seen = new HashSet<>();
    names.forEach(
        name -> {
          if (!seen.add(name)) {
            throw new IllegalArgumentException(
                "Invalid scaling plan: " + what + " " + name + " stands twice");
          }
        });
  }
}
