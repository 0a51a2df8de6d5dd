package org.musweep.mup.parametrization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.musweep.mup.shape.InfDim;
import org.musweep.mup.shape.InfShape;

class RuleSetTest {

  private static final List<RuleRow> ROWS = RuleSet.named("standard").rows();

  @Test
  void everyClassStandsExactlyOnce() {
    List<RuleRow> twice = new ArrayList<>(ROWS);
    twice.add(ROWS.get(0));
    assertThatThrownBy(() -> new RuleSet("mine", twice, 0, 0))
        .hasMessage("Invalid rule set mine: two rows for CONSTANT");
    assertThatThrownBy(() -> new RuleSet("mine", ROWS.subList(0, 3), 0, 0))
        .hasMessage("Invalid rule set mine: no row for OUTPUT");
  }

  @Test
  void namesFindTheirSets() {
    assertThat(RuleSet.names())
        .containsExactly(
            "standard",
            "maximal-update",
            "maximal-update-table-3",
            "spectral",
            "completep",
            "completep-minimal",
            "depth-mup",
            "nanogpt-mup");
    assertThat(RuleSet.names())
        .allSatisfy(name -> assertThat(RuleSet.named(name).name()).isEqualTo(name));
  }

  @Test
  void depthExponentIsPartOfTheName() {
    assertThat(RuleSet.named("completep(0.75)").depth().residual()).isEqualTo(-0.75);
    assertThat(RuleSet.named("completep(0.75)").name()).isEqualTo("completep(0.75)");
    assertThatThrownBy(() -> RuleSet.named("completep(0.4)"))
        .hasMessage("Invalid depth exponent: 0.4 (must be between 0.5 and 1)");
  }

  @Test
  void finiteFanInMakesAHiddenWeightAVector() {
    ParameterDeclaration weight =
        new ParameterDeclaration(
            "w",
            ParameterRole.HIDDEN_WEIGHT,
            InfShape.of(InfDim.infinite(32, 128), InfDim.finite(7)));
    assertThat(WidthClass.of(weight)).isEqualTo(WidthClass.INPUT);
  }

  @Test
  void finiteMultiplierSiteHasFactorOne() {
    MultiplierSite site = new MultiplierSite("a", SiteKind.ATTENTION, InfDim.finite(16));
    assertThat(RuleSet.named("maximal-update").multiplier(site)).isEqualTo(1.0);
  }

  @Test
  void optimizersAreFoundByLabel() {
    assertThat(OptimizerKind.named("adamw")).isEqualTo(OptimizerKind.ADAMW);
    assertThatThrownBy(() -> OptimizerKind.named("lion"))
        .hasMessage("Unknown optimizer 'lion' (must be one of sgd, adam, adamw, muon)");
  }
}
