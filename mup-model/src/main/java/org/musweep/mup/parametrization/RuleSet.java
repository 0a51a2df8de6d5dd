package org.musweep.mup.parametrization;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.musweep.mup.law.WeightDecayRule;
import org.musweep.mup.shape.InfShape;

/**
 * A named table of exponents: how every class of parameter and every multiplier site scales.
 *
 * @param name the name in a sweep file
 * @param rows one per {@link WidthClass}
 * @param readoutExponent exponent of the readout multiplier in the readout's fan-in multiplier
 * @param attentionExponent exponent of the attention logits' factor in the head size's multiplier
 * @param orthogonalUpdates the size of Muon's updates
 */
public record RuleSet(
    String name,
    List<RuleRow> rows,
    double readoutExponent,
    double attentionExponent,
    OrthogonalUpdates orthogonalUpdates) {

  /** Copies the rows and checks that each class stands exactly once. */
  public RuleSet {
    rows = List.copyOf(rows);
    Set<WidthClass> classes = new HashSet<>();
    for (RuleRow row : rows) {
      if (!classes.add(row.widthClass())) {
        throw new IllegalArgumentException(
            "Invalid rule set " + name + ": two rows for " + row.widthClass());
      }
    }
    for (WidthClass widthClass : WidthClass.values()) {
      if (!classes.contains(widthClass)) {
        throw new IllegalArgumentException(
            "Invalid rule set " + name + ": no row for " + widthClass);
      }
    }
  }

  /** A rule set that leaves Muon's updates as published. */
  public RuleSet(
      String name, List<RuleRow> rows, double readoutExponent, double attentionExponent) {
    this(name, rows, readoutExponent, attentionExponent, OrthogonalUpdates.AS_PUBLISHED);
  }

  /**
   * The rule set with this name.
   *
   * @throws IllegalArgumentException if there is none; the message lists what exists
   */
  public static RuleSet named(String name) {
    return all().stream()
        .filter(rules -> rules.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Unknown rule set '"
                        + name
                        + "' (must be one of "
                        + names().stream().collect(Collectors.joining(", "))
                        + ")"));
  }

  /** The names that {@link #named} knows. */
  public static List<String> names() {
    return all().stream().map(RuleSet::name).toList();
  }

  /**
   * The factors of one parameter.
   *
   * @throws IllegalArgumentException if more than two of its dimensions are infinite
   */
  public ParameterScaling scaling(ParameterDeclaration parameter, UpdateRules updates) {
    RuleRow row = row(WidthClass.of(parameter));
    InfShape shape = parameter.shape();
    double learningRate =
        updates.optimizer().orthogonalizes(parameter.role())
            ? orthogonalUpdates.learningRate(shape, updates.muonScale())
            : row.learningRate(updates.optimizer()).factor(shape);
    return new ParameterScaling(
        row.initStd().factor(shape),
        learningRate,
        updates.weightDecay().factor(learningRate),
        updates.epsilon().factor(row.epsilon().factor(shape)));
  }

  /** The factors of one parameter under the usual epsilon rule. */
  public ParameterScaling scaling(
      ParameterDeclaration parameter, OptimizerKind optimizer, WeightDecayRule weightDecay) {
    return scaling(parameter, UpdateRules.of(optimizer, weightDecay));
  }

  /** The factor of one multiplier site. */
  public double multiplier(MultiplierSite site) {
    double exponent =
        switch (site.kind()) {
          case READOUT -> readoutExponent;
          case ATTENTION -> attentionExponent;
        };
    return Math.pow(site.dim().widthMultiplier(), exponent);
  }

  private static List<RuleSet> all() {
    return List.of(StandardRules.RULES, MaximalUpdateRules.RULES);
  }

  private RuleRow row(WidthClass widthClass) {
    return rows.stream()
        .filter(row -> row.widthClass() == widthClass)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(name + " has no row for " + widthClass));
  }
}
