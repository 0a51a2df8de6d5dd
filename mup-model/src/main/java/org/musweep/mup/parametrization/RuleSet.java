package org.musweep.mup.parametrization;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.musweep.mup.law.WeightDecayRule;
import org.musweep.mup.shape.InfShape;

/**
 * A named table of exponents: how every class of parameter and every multiplier site scales.
 *
 * @param name the name in a sweep file
 * @param source where the rules are from
 * @param rows one per {@link WidthClass}
 * @param readoutExponent exponent of the readout multiplier in the readout's fan-in multiplier
 * @param attentionExponent exponent of the attention logits' factor in the head size's multiplier
 * @param orthogonalUpdates the size of Muon's updates
 * @param initialSizes the size of initial weights
 * @param depth how it scales with the number of residual blocks
 */
public record RuleSet(
    String name,
    String source,
    List<RuleRow> rows,
    double readoutExponent,
    double attentionExponent,
    OrthogonalUpdates orthogonalUpdates,
    InitialSizes initialSizes,
    DepthRules depth) {

  private static final Pattern WITH_EXPONENT =
      Pattern.compile("(completep|completep-minimal)\\((0?\\.[0-9]+|1(?:\\.0*)?)\\)");

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

  /** A rule set in width alone, without a source. */
  public RuleSet(
      String name,
      List<RuleRow> rows,
      double readoutExponent,
      double attentionExponent,
      OrthogonalUpdates orthogonalUpdates) {
    this(
        name,
        name,
        rows,
        readoutExponent,
        attentionExponent,
        orthogonalUpdates,
        InitialSizes.BY_CLASS,
        DepthRules.NONE);
  }

  /** A rule set in width alone that leaves Muon's updates as published. */
  public RuleSet(
      String name, List<RuleRow> rows, double readoutExponent, double attentionExponent) {
    this(name, rows, readoutExponent, attentionExponent, OrthogonalUpdates.AS_PUBLISHED);
  }

  /**
   * The rule set with this name, which for CompleteP's may be followed by the depth exponent:
   * {@code completep(0.75)}.
   *
   * @throws IllegalArgumentException if there is none; the message lists what exists
   */
  public static RuleSet named(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Unknown rule set '"
                        + name
                        + "' (must be one of "
                        + names().stream().collect(Collectors.joining(", "))
                        + ")"));
  }

  /** The rule set that {@link #named} gives; empty if there is none. */
  static Optional<RuleSet> find(String name) {
    Matcher exponent = WITH_EXPONENT.matcher(name);
    if (exponent.matches()) {
      double alpha = Double.parseDouble(exponent.group(2));
      return Optional.of(
          exponent.group(1).equals("completep")
              ? DepthRuleSets.completeP(alpha)
              : DepthRuleSets.minimalCompleteP(alpha));
    }
    return all().stream().filter(rules -> rules.name().equals(name)).findFirst();
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
    ParameterScaling byWidth = widthScaling(parameter, updates);
    return byWidth.times(depth.scaling(parameter, updates));
  }

  /** The factors of one parameter by width alone. */
  ParameterScaling widthScaling(ParameterDeclaration parameter, UpdateRules updates) {
    RuleRow row = row(WidthClass.of(parameter));
    InfShape shape = parameter.shape();
    double learningRate =
        updates.optimizer().orthogonalizes(parameter.role())
            ? orthogonalUpdates.learningRate(shape, updates.muonScale())
            : row.learningRate(updates.optimizer()).factor(shape);
    return new ParameterScaling(
        initialSizes.factor(parameter, row.initStd().factor(shape)),
        learningRate,
        depth.decays(parameter.role()) ? updates.weightDecay().factor(learningRate) : 0,
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
          case RESIDUAL -> depth.residual();
        };
    return Math.pow(site.dim().widthMultiplier(), exponent);
  }

  private static List<RuleSet> all() {
    return List.of(
        StandardRules.RULES,
        MaximalUpdateRules.RULES,
        DepthRuleSets.tableThree(),
        DepthRuleSets.spectral(),
        DepthRuleSets.completeP(1),
        DepthRuleSets.minimalCompleteP(1),
        DepthRuleSets.depthMuP(),
        DepthRuleSets.nanoGptMuP());
  }

  private RuleRow row(WidthClass widthClass) {
    return rows.stream()
        .filter(row -> row.widthClass() == widthClass)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(name + " has no row for " + widthClass));
  }
}
