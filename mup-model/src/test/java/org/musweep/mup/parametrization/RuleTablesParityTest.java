package org.musweep.mup.parametrization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.musweep.mup.testing.ReferenceFixtures.assertClose;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.musweep.mup.law.WeightDecayRule;
import org.musweep.mup.shape.InfDim;
import org.musweep.mup.shape.InfShape;
import org.musweep.mup.testing.ReferenceFixtures;

/**
 * The rule sets against the published tables.
 *
 * <p>Table 8 and the standard table are compared column by column. Tables 3 and 9 move factors
 * between the multiplier, the initial values and the learning rate; what they leave unchanged is
 * compared. Not compared: {@code ntk}, which is no rule set of this project.
 */
class RuleTablesParityTest {

  private static final Map<String, String> RULES =
      Map.of(
          "tp5_table3", "maximal-update-table-3",
          "tp5_table8", "maximal-update",
          "tp5_table9", "maximal-update",
          "standard", "standard");

  @Test
  void ruleSetsAgreeWithThePublishedTables() {
    ReferenceFixtures.check(
        "rules_abc.json",
        document -> {
          int checked = 0;
          for (JsonNode row : document.path("rows")) {
            String rules = RULES.get(row.path("table").asText());
            if (rules != null) {
              checkRow(rules, row);
              checked++;
            }
          }
          return checked;
        });
  }

  private static void checkRow(String rules, JsonNode row) {
    String table = row.path("table").asText();
    ScalingPlan sgd = plan(rules, OptimizerKind.SGD, row);
    ScalingPlan adam = plan(rules, OptimizerKind.ADAM, row);
    double multiplier = "output".equals(row.path("class").asText()) ? sgd.multiplier("out") : 1;
    double initStd = sgd.scaling("weight").initStd();
    double sgdRate = sgd.scaling("weight").learningRate();
    double adamRate = adam.scaling("weight").learningRate();
    if (!"tp5_table9".equals(table)) {
      assertClose(row + " multiplier", multiplier, row.path("multiplier").asDouble());
      assertClose(row + " init_std", initStd, row.path("init_std").asDouble());
      assertClose(row + " sgd_lr", sgdRate, row.path("sgd_lr").asDouble());
      assertClose(row + " adam_lr", adamRate, row.path("adam_lr").asDouble());
    }
    assertClose(row + " init", multiplier * initStd, row.path("invariant_init").asDouble());
    assertClose(
        row + " sgd", multiplier * multiplier * sgdRate, row.path("invariant_sgd").asDouble());
    assertClose(row + " adam", multiplier * adamRate, row.path("invariant_adam").asDouble());
  }

  private static ScalingPlan plan(String rules, OptimizerKind optimizer, JsonNode row) {
    InfDim width = width(row.path("width_mult").asDouble());
    InfDim finite = InfDim.finite(10);
    ParameterDeclaration weight =
        switch (row.path("class").asText()) {
          case "input" -> declare(ParameterRole.INPUT_WEIGHT, width, finite);
          case "hidden" -> declare(ParameterRole.HIDDEN_WEIGHT, width, width);
          case "output" -> declare(ParameterRole.READOUT_WEIGHT, finite, width);
          case "bias" -> declare(ParameterRole.BIAS, width);
          default -> throw new AssertionError("unknown class in " + row);
        };
    return ScalingPlan.of(
        RuleSet.named(rules),
        optimizer,
        WeightDecayRule.CONSTANT,
        List.of(weight),
        List.of(new MultiplierSite("out", SiteKind.READOUT, width)));
  }

  private static ParameterDeclaration declare(ParameterRole role, InfDim... dims) {
    return new ParameterDeclaration("weight", role, InfShape.of(dims));
  }

  /** A width whose multiplier is the one given. */
  private static InfDim width(double multiplier) {
    int base =
        IntStream.rangeClosed(1, 10_000)
            .filter(size -> Math.rint(size * multiplier) == size * multiplier)
            .findFirst()
            .orElseThrow();
    InfDim width = InfDim.infinite(base, (int) Math.rint(base * multiplier));
    assertThat(width.widthMultiplier()).isEqualTo(multiplier);
    return width;
  }
}
