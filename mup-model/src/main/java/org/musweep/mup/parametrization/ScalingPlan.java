package org.musweep.mup.parametrization;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.musweep.mup.law.WeightDecayRule;
import org.musweep.mup.shape.BaseShape;
import org.musweep.mup.shape.BaseShapes;

/**
 * Every factor of a model, computed once: a table keyed by parameter and site name.
 *
 * @param rules name of the rule set it was made with
 * @param optimizer the optimizer the factors are for
 * @param weightDecay the weight decay rule
 * @param parameters one per parameter, in the model's order
 * @param multipliers one per multiplier site, in the model's order
 */
public record ScalingPlan(
    String rules,
    OptimizerKind optimizer,
    WeightDecayRule weightDecay,
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
      OptimizerKind optimizer,
      WeightDecayRule weightDecay,
      List<ParameterDeclaration> parameters,
      List<MultiplierSite> sites) {
    return new ScalingPlan(
        rules.name(),
        optimizer,
        weightDecay,
        parameters.stream()
            .map(p -> new PlannedParameter(p, rules.scaling(p, optimizer, weightDecay)))
            .toList(),
        sites.stream().map(site -> new PlannedMultiplier(site, rules.multiplier(site))).toList());
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
