package org.musweep.mup.parametrization;

import static org.musweep.mup.testing.ReferenceFixtures.assertClose;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.musweep.mup.law.EpsilonRule;
import org.musweep.mup.law.WeightDecayRule;
import org.musweep.mup.shape.InfDim;
import org.musweep.mup.shape.InfShape;
import org.musweep.mup.testing.ReferenceFixtures;

/**
 * Epsilon per class and independent weight decay against CompleteP's table, at the base depth.
 *
 * <p>Not compared: rows of another depth, which no rule set of this project scales with, and the
 * weight decay of biases and gains, which that table leaves without.
 */
class CompletePRulesParityTest {

  private static final Map<String, ParameterRole> ROLES =
      Map.of(
          "embedding", ParameterRole.EMBEDDING,
          "hidden_weight", ParameterRole.HIDDEN_WEIGHT,
          "hidden_bias", ParameterRole.BIAS,
          "hidden_norm", ParameterRole.GAIN,
          "final_norm", ParameterRole.GAIN,
          "readout", ParameterRole.READOUT_WEIGHT);

  @Test
  void factorsOfEveryClassAgree() {
    ReferenceFixtures.check(
        "rules_completep_paper.json",
        document -> {
          int checked = 0;
          for (JsonNode row : document.path("rows")) {
            if (row.path("depth_mult").asDouble() == 1
                && ROLES.containsKey(row.path("class").asText())) {
              check(row);
              checked++;
            }
          }
          return checked;
        });
  }

  private static void check(JsonNode row) {
    InfDim width = width(row.path("width_mult").asDouble());
    InfDim finite = InfDim.finite(7);
    ParameterRole role = ROLES.get(row.path("class").asText());
    InfShape shape =
        switch (role) {
          case EMBEDDING, READOUT_WEIGHT -> InfShape.of(finite, width);
          case HIDDEN_WEIGHT -> InfShape.of(width, width);
          case INPUT_WEIGHT, BIAS, GAIN -> new InfShape(List.of(width));
        };
    ParameterScaling scaling =
        RuleSet.named("maximal-update")
            .scaling(
                new ParameterDeclaration("p", role, shape),
                new UpdateRules(
                    OptimizerKind.ADAMW,
                    WeightDecayRule.INDEPENDENT,
                    EpsilonRule.PER_CLASS,
                    MuonScale.SPECTRAL));
    assertClose(row + " init", scaling.initStd(), row.path("init_std").asDouble());
    assertClose(row + " lr", scaling.learningRate(), row.path("lr").asDouble());
    assertClose(row + " epsilon", scaling.epsilon(), row.path("eps").asDouble());
    if (shape.rank() > 1) {
      assertClose(
          row + " weight decay", scaling.weightDecay(), row.path("weight_decay").asDouble());
    }
  }

  private static InfDim width(double multiplier) {
    int base =
        java.util.stream.IntStream.rangeClosed(1, 10_000)
            .filter(size -> Math.rint(size * multiplier) == size * multiplier)
            .findFirst()
            .orElseThrow();
    return InfDim.infinite(base, (int) Math.rint(base * multiplier));
  }
}
