package org.musweep.mup.parametrization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.musweep.mup.data.DataShape;
import org.musweep.mup.family.Transformer;
import org.musweep.mup.family.TransformerOptions;
import org.musweep.mup.family.TransformerSize;
import org.musweep.mup.law.EpsilonRule;
import org.musweep.mup.law.LawFactor;
import org.musweep.mup.law.WeightDecayRule;
import org.musweep.mup.stack.Architecture;
import org.musweep.mup.stack.ParameterSpec;

/** What trains has the factors of the published tables, parameter by parameter. */
class DepthRulesTest {

  private static final int BASE = 32;
  private static final int BASE_DEPTH = 2;

  /** A rule set that trains, and the table that it must agree with. */
  private record Pair(RuleSet rules, TransformerRules table) {
    @Override
    public String toString() {
      return rules.name();
    }
  }

  static Stream<Pair> pairs() {
    return Stream.of(
        new Pair(RuleSet.named("completep"), TransformerRules.completeP(1)),
        new Pair(RuleSet.named("completep(0.5)"), TransformerRules.completeP(0.5)),
        new Pair(RuleSet.named("completep(0.75)"), TransformerRules.completeP(0.75)),
        new Pair(RuleSet.named("completep-minimal"), TransformerRules.minimalCompleteP(1)),
        new Pair(RuleSet.named("depth-mup"), TransformerRules.depthMuP()),
        new Pair(RuleSet.named("nanogpt-mup"), TransformerRules.nanoGptMuP()));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void plansAreThePublishedTables(Pair pair) {
    boolean nano = pair.rules().name().equals("nanogpt-mup");
    for (int width : List.of(BASE, 64, 256)) {
      for (int depth : List.of(1, BASE_DEPTH, 8, 32)) {
        ScalingPlan plan =
            plan(
                pair.rules(),
                nano ? WeightDecayRule.CONSTANT : WeightDecayRule.INDEPENDENT,
                nano ? EpsilonRule.CONSTANT : EpsilonRule.PER_CLASS,
                width,
                depth);
        ModelScale scale = ModelScale.of((double) width / BASE, (double) depth / BASE_DEPTH);
        for (PlannedParameter planned : plan.parameters()) {
          check(pair, planned, scale);
        }
        if (depth != BASE_DEPTH) {
          assertThat(plan.multiplier("residual"))
              .isCloseTo(pair.table().residual().factor(scale), within(1e-12));
        }
        assertThat(plan.multiplier("readout"))
            .isCloseTo(pair.table().readout().factor(scale), within(1e-12));
      }
    }
  }

  private static void check(Pair pair, PlannedParameter planned, ModelScale scale) {
    TransformerClass parameters = classOf(planned.declaration());
    ParameterScaling expected = pair.table().scaling(parameters, scale);
    ParameterScaling found = planned.scaling();
    String what = planned.declaration().name() + " at " + scale;
    assertThat(found.initStd()).as(what).isCloseTo(expected.initStd(), within(1e-12));
    assertThat(found.learningRate()).as(what).isCloseTo(expected.learningRate(), within(1e-12));
    assertThat(found.epsilon()).as(what).isCloseTo(expected.epsilon(), within(1e-12));
    // The table's decay has no factor of the depth, whatever the learning rate has.
    assertThat(found.weightDecay())
        .as(what)
        .isCloseTo(parameters.decays() ? expected.weightDecay() : 0, within(1e-12));
  }

  private static TransformerClass classOf(ParameterDeclaration parameter) {
    boolean inBlock = parameter.name().startsWith("blocks.");
    return switch (parameter.role()) {
      case EMBEDDING, INPUT_WEIGHT -> TransformerClass.EMBEDDING;
      case READOUT_WEIGHT -> TransformerClass.READOUT;
      case HIDDEN_WEIGHT ->
          parameter.name().matches(".*(attn.out|ffn.fc_2).weight")
              ? TransformerClass.RESIDUAL_WEIGHT
              : TransformerClass.HIDDEN_WEIGHT;
      case BIAS, GAIN -> inBlock ? TransformerClass.HIDDEN_VECTOR : TransformerClass.FINAL_NORM;
    };
  }

  @org.junit.jupiter.api.Test
  void factorsOfDepthHaveALawOfTheirOwn() {
    ScalingPlan plan =
        plan(RuleSet.named("completep"), WeightDecayRule.INDEPENDENT, EpsilonRule.CONSTANT, 64, 8);
    assertThat(plan.factors())
        .contains(
            new LawFactor(
                "residual multiplier", 0.25, "completep by depth, arXiv:2505.01618, table 1"),
            new LawFactor(
                "learning rate of hidden-weight",
                0.5,
                "completep by width, arXiv:2505.01618, table 1"));
  }

  private static ScalingPlan plan(
      RuleSet rules, WeightDecayRule decay, EpsilonRule epsilon, int width, int depth) {
    Architecture model =
        new Transformer(
            new DataShape.Tokens(11, 6),
            depth,
            BASE_DEPTH,
            TransformerSize.ofHeadSize(width, 16, 4),
            TransformerSize.ofHeadSize(BASE, 16, 4),
            false,
            TransformerOptions.DEFAULTS);
    return ScalingPlan.of(
        rules,
        new UpdateRules(OptimizerKind.ADAMW, decay, epsilon, MuonScale.SPECTRAL),
        model.parameters().stream().map(ParameterSpec::declaration).toList(),
        model.multipliers());
  }
}
