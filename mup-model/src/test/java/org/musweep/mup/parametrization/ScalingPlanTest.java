package org.musweep.mup.parametrization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.musweep.mup.law.LawFactor;
import org.musweep.mup.law.WeightDecayRule;
import org.musweep.mup.shape.BaseShapeFile;
import org.musweep.mup.shape.InfDim;
import org.musweep.mup.shape.InfShape;

class ScalingPlanTest {

  private static final int BASE = 32;

  @Test
  void everyFactorIsExactlyOneAtBaseWidth() {
    for (String rules : RuleSet.names()) {
      for (OptimizerKind optimizer : OptimizerKind.values()) {
        for (WeightDecayRule weightDecay : WeightDecayRule.values()) {
          ScalingPlan plan = plan(rules, optimizer, weightDecay, BASE);
          assertThat(plan.parameters())
              .allSatisfy(
                  parameter -> {
                    boolean decays =
                        RuleSet.named(rules).depth().decays(parameter.declaration().role());
                    assertThat(parameter.scaling())
                        .isEqualTo(new ParameterScaling(1, 1, decays ? 1 : 0, 1));
                  });
          assertThat(plan.multipliers()).extracting(PlannedMultiplier::factor).containsOnly(1.0);
        }
      }
    }
  }

  @Test
  void maximalUpdateUnderAdamWScalesHiddenWeightsAlone() {
    ScalingPlan plan =
        plan("maximal-update", OptimizerKind.ADAMW, WeightDecayRule.INDEPENDENT, 4 * BASE);
    assertThat(plan.scaling("hidden")).isEqualTo(new ParameterScaling(0.5, 0.25, 4, 1));
    assertThat(List.of("tokens", "input", "readout", "bias", "gain"))
        .allSatisfy(
            name -> assertThat(plan.scaling(name)).isEqualTo(ParameterScaling.atBaseWidth()));
    assertThat(plan.multiplier("readout")).isEqualTo(0.25);
    assertThat(plan.multiplier("block0.attention")).isEqualTo(0.25);
  }

  @Test
  void factorsNameTheirLawsOnce() {
    ScalingPlan plan =
        plan("maximal-update", OptimizerKind.ADAMW, WeightDecayRule.INDEPENDENT, 4 * BASE);
    assertThat(plan.factors())
        .containsExactly(
            new LawFactor(
                "init std of hidden-weight",
                0.5,
                "maximal-update by width, arXiv:2203.03466, table 8"),
            new LawFactor(
                "learning rate of hidden-weight",
                0.25,
                "maximal-update by width, arXiv:2203.03466, table 8"),
            new LawFactor("weight decay of hidden-weight", 4, "independent weight decay"),
            new LawFactor(
                "readout multiplier", 0.25, "maximal-update by width, arXiv:2203.03466, table 8"),
            new LawFactor(
                "attention multiplier",
                0.25,
                "maximal-update by width, arXiv:2203.03466, table 8"));
    assertThat(
            plan("maximal-update", OptimizerKind.ADAMW, WeightDecayRule.INDEPENDENT, BASE)
                .factors())
        .isEmpty();
  }

  @Test
  void maximalUpdateUnderSgdRaisesTheRateOfVectors() {
    ScalingPlan plan =
        plan("maximal-update", OptimizerKind.SGD, WeightDecayRule.CONSTANT, 4 * BASE);
    // The hidden weight is twice as wide at its output: fan-out x8, fan-in x4.
    assertThat(plan.scaling("hidden")).isEqualTo(new ParameterScaling(0.5, 2, 1, 1));
    assertThat(List.of("tokens", "input", "readout", "bias", "gain"))
        .allSatisfy(
            name -> assertThat(plan.scaling(name)).isEqualTo(new ParameterScaling(1, 4, 1, 1)));
    assertThat(plan.scaling("readout.bias")).isEqualTo(ParameterScaling.atBaseWidth());
  }

  @Test
  void standardScalesOnlyInitialValuesAndAttention() {
    ScalingPlan plan = plan("standard", OptimizerKind.ADAM, WeightDecayRule.INDEPENDENT, 4 * BASE);
    assertThat(List.of("hidden", "readout"))
        .allSatisfy(
            name -> assertThat(plan.scaling(name)).isEqualTo(new ParameterScaling(0.5, 1, 1, 1)));
    assertThat(plan.scaling("tokens")).isEqualTo(ParameterScaling.atBaseWidth());
    assertThat(plan.multiplier("readout")).isEqualTo(1.0);
    assertThat(plan.multiplier("block0.attention")).isEqualTo(0.5);
  }

  @Test
  void widthNeedNotBeAMultipleOfTheBase() {
    ScalingPlan plan = plan("maximal-update", OptimizerKind.ADAMW, WeightDecayRule.SQUARE_ROOT, 50);
    assertThat(plan.scaling("hidden").learningRate()).isEqualTo(0.64, within(1e-15));
    assertThat(plan.scaling("hidden").initStd()).isEqualTo(0.8, within(1e-15));
    assertThat(plan.scaling("hidden").weightDecay()).isEqualTo(1.25, within(1e-15));
  }

  @Test
  void unknownNamesAreRefusedWithWhatExists() {
    ScalingPlan plan = plan("standard", OptimizerKind.SGD, WeightDecayRule.CONSTANT, BASE);
    assertThatThrownBy(() -> plan.scaling("hiden"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Unknown parameter 'hiden' (must be one of [tokens, input,");
    assertThatThrownBy(() -> plan.multiplier("out"))
        .hasMessage("Unknown multiplier site 'out' (must be one of [readout, block0.attention])");
    assertThatThrownBy(() -> RuleSet.named("mup"))
        .hasMessage(
            "Unknown rule set 'mup' (must be one of standard, maximal-update,"
                + " maximal-update-table-3, spectral, completep, completep-minimal, depth-mup,"
                + " nanogpt-mup)");
  }

  @Test
  void nameThatStandsTwiceIsRefused() {
    ParameterDeclaration bias =
        new ParameterDeclaration("bias", ParameterRole.BIAS, InfShape.finite(3));
    assertThatThrownBy(
            () ->
                ScalingPlan.of(
                    RuleSet.named("standard"),
                    OptimizerKind.SGD,
                    WeightDecayRule.CONSTANT,
                    List.of(bias, bias),
                    List.of()))
        .hasMessage("Invalid scaling plan: parameter bias stands twice");
  }

  @Test
  void exportsItsBaseShapes() {
    ScalingPlan plan = plan("standard", OptimizerKind.SGD, WeightDecayRule.CONSTANT, 256);
    assertThat(BaseShapeFile.text(plan.baseShapes()))
        .contains("\nhidden:\n- 64\n- 32\n", "\ntokens:\n- null\n- 32\n");
  }

  @Test
  void printsAlignedColumns() {
    InfDim size = InfDim.infinite(32, 256);
    ScalingPlan plan =
        ScalingPlan.of(
            RuleSet.named("maximal-update"),
            OptimizerKind.ADAMW,
            WeightDecayRule.INDEPENDENT,
            List.of(
                declare("tokens", ParameterRole.EMBEDDING, InfDim.finite(50), size),
                declare("hidden", ParameterRole.HIDDEN_WEIGHT, size, size)),
            List.of(new MultiplierSite("readout", SiteKind.READOUT, size)));
    assertThat(plan.text())
        .isEqualTo(
            """
            rules maximal-update, optimizer adamw, weight decay independent, epsilon constant
            factors relative to the base model; a width is printed as size/base size

            parameter  role           shape             init std  learning rate  weight decay  epsilon
            tokens     embedding      [50, 256/32]             1              1             1        1
            hidden     hidden-weight  [256/32, 256/32]  0.353553          0.125             8        1

            multiplier  kind     width   factor
            readout     readout  256/32   0.125
            """);
  }

  /**
   * A model with one parameter of every kind; the hidden weight's fan-out is wider than all else.
   */
  private static ScalingPlan plan(
      String rules, OptimizerKind optimizer, WeightDecayRule weightDecay, int width) {
    InfDim size = InfDim.infinite(BASE, width);
    InfDim fanOut = InfDim.infinite(2 * BASE, width == BASE ? 2 * width : 4 * width);
    InfDim finite = InfDim.finite(50);
    return ScalingPlan.of(
        RuleSet.named(rules),
        optimizer,
        weightDecay,
        List.of(
            declare("tokens", ParameterRole.EMBEDDING, finite, size),
            declare("input", ParameterRole.INPUT_WEIGHT, size, finite),
            declare("hidden", ParameterRole.HIDDEN_WEIGHT, fanOut, size),
            declare("bias", ParameterRole.BIAS, size),
            declare("gain", ParameterRole.GAIN, size),
            declare("readout", ParameterRole.READOUT_WEIGHT, finite, size),
            declare("readout.bias", ParameterRole.BIAS, finite)),
        List.of(
            new MultiplierSite("readout", SiteKind.READOUT, size),
            new MultiplierSite("block0.attention", SiteKind.ATTENTION, size)));
  }

  private static ParameterDeclaration declare(String name, ParameterRole role, InfDim... dims) {
    return new ParameterDeclaration(name, role, InfShape.of(dims));
  }
}
