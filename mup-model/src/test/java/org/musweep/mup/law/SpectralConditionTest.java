package org.musweep.mup.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.musweep.mup.testing.ReferenceFixtures.assertClose;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.musweep.mup.parametrization.MuonScale;
import org.musweep.mup.parametrization.OptimizerKind;
import org.musweep.mup.parametrization.ParameterDeclaration;
import org.musweep.mup.parametrization.ParameterRole;
import org.musweep.mup.parametrization.ParameterScaling;
import org.musweep.mup.parametrization.RuleSet;
import org.musweep.mup.parametrization.UpdateRules;
import org.musweep.mup.shape.InfDim;
import org.musweep.mup.shape.InfShape;
import org.musweep.mup.testing.ReferenceFixtures;

class SpectralConditionTest {

  @Test
  void agreesWithTheReferenceTable() {
    ReferenceFixtures.check(
        "spectral.json",
        document -> {
          int checked = 0;
          for (JsonNode row : document.path("rows")) {
            check(row);
            checked++;
          }
          return checked;
        });
  }

  private static void check(JsonNode row) {
    int fanOut = row.path("fan_out").asInt();
    int fanIn = row.path("fan_in").asInt();
    SpectralCondition spectral = new SpectralCondition(fanOut, fanIn);
    String what = fanOut + "x" + fanIn;
    assertClose(what, spectral.spectralNorm(), row.path("target_spectral_norm").asDouble());
    assertClose(what, spectral.spectralNorm(), row.path("update_target_spectral_norm").asDouble());
    assertClose(what, spectral.initStd(), row.path("init_std").asDouble());
    double expected = row.path("gaussian_expected_spectral_norm").asDouble();
    assertClose(what, spectral.gaussianSpectralNorm(), expected);
    // one sample of that library's generator: it exceeds the bound on its mean by more than five
    // standard deviations of an element with a probability below exp(-25/2), and lies below it by
    // a share that falls with size
    assertThat(row.path("measured_spectral_norm").asDouble())
        .as("%s measured", what)
        .isBetween(expected / 2, expected + 5 * spectral.initStd());
    assertClose(what, spectral.sgdLearningRate(), row.path("sgd_lr_multiplier").asDouble());
    assertClose(what, spectral.adamLearningRate(), row.path("adam_lr_multiplier").asDouble());
    assertClose(
        what,
        MuonScale.SPECTRAL.at(InfShape.finite(fanOut, fanIn)),
        row.path("muon_update_multiplier").asDouble());
  }

  /** What maximal update does to a hidden weight from its base shape on is what this law says. */
  @Test
  void maximalUpdateFollowsTheConditionForHiddenWeights() {
    for (int growth : List.of(1, 2, 8)) {
      InfShape shape =
          InfShape.of(InfDim.infinite(24, 24 * growth), InfDim.infinite(96, 96 * growth));
      SpectralCondition base = new SpectralCondition(24, 96);
      SpectralCondition wide = new SpectralCondition(24 * growth, 96 * growth);
      ParameterScaling adam = scaling(shape, OptimizerKind.ADAMW, MuonScale.SPECTRAL);
      ParameterScaling sgd = scaling(shape, OptimizerKind.SGD, MuonScale.SPECTRAL);
      assertClose("init", adam.initStd(), wide.initStd() / base.initStd());
      assertClose("adam", adam.learningRate(), wide.adamLearningRate() / base.adamLearningRate());
      assertClose("sgd", sgd.learningRate(), wide.sgdLearningRate() / base.sgdLearningRate());
    }
  }

  /** With fan-out and fan-in growing apart, every scale of Muon gives updates of the right norm. */
  @Test
  void muonFollowsTheConditionWhateverItsScale() {
    InfShape shape = InfShape.of(InfDim.infinite(32, 512), InfDim.infinite(64, 128));
    double wanted =
        new SpectralCondition(512, 128).spectralNorm()
            / new SpectralCondition(32, 64).spectralNorm();
    for (MuonScale scale : MuonScale.values()) {
      double size = scaling(shape, OptimizerKind.MUON, scale).learningRate() * scale.at(shape);
      double baseSize = scale.at(InfShape.finite(32, 64));
      assertClose(scale.label(), size / baseSize, wanted);
      assertThat(
              RuleSet.named("standard").scaling(weight(shape), updates(OptimizerKind.MUON, scale)))
          .extracting(ParameterScaling::learningRate)
          .isEqualTo(1.0);
    }
    assertThat(scaling(shape, OptimizerKind.MUON, MuonScale.SPECTRAL).learningRate())
        .isCloseTo(1, org.assertj.core.api.Assertions.within(1e-12));
  }

  @Test
  void refusesAnEmptyShape() {
    assertThatThrownBy(() -> new SpectralCondition(0, 3))
        .hasMessage("Invalid shape: [0, 3] (must be positive)");
  }

  private static ParameterScaling scaling(
      InfShape shape, OptimizerKind optimizer, MuonScale scale) {
    return RuleSet.named("maximal-update").scaling(weight(shape), updates(optimizer, scale));
  }

  private static UpdateRules updates(OptimizerKind optimizer, MuonScale scale) {
    return new UpdateRules(optimizer, WeightDecayRule.INDEPENDENT, EpsilonRule.CONSTANT, scale);
  }

  private static ParameterDeclaration weight(InfShape shape) {
    return new ParameterDeclaration("w", ParameterRole.HIDDEN_WEIGHT, shape);
  }
}
