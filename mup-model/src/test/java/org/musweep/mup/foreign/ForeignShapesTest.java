package org.musweep.mup.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.musweep.mup.parametrization.ParameterDeclaration;
import org.musweep.mup.parametrization.ParameterRole;
import org.musweep.mup.testing.ExportedModules;

class ForeignShapesTest {

  @Test
  void widthsAndRolesFollowFromTheModules() {
    assertThat(declarations("text8.pt", "text16.pt", "text32.pt", Map.of()))
        .extracting(each -> each.name() + " " + each.role().label() + " " + each.shape().text())
        .contains(
            "emb.weight embedding [11, 32/8]",
            "blocks.0.0.weight gain [32/8]",
            "blocks.0.0.bias bias [32/8]",
            "blocks.0.1.weight hidden-weight [64/16, 32/8]",
            "blocks.0.1.bias bias [64/16]",
            "out.weight readout-weight [11, 32/8]");
    assertThat(declarations("net8.pt", "net16.pt", "net8.pt", Map.of()))
        .extracting(each -> each.name() + " " + each.role().label() + " " + each.shape().text())
        .contains("fc_1.weight input-weight [8/8, 9]", "readout.bias bias [4]");
  }

  @Test
  void tableThatIsNoLayerNeedsItsRole() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> declarations("positions8.pt", "positions16.pt", "positions8.pt", Map.of()))
        .withMessageContaining("Cannot tell the role of positions [6, 8/8] in a Positions")
        .withMessageContaining("name it in model.roles");
    assertThat(
            declarations(
                    "positions8.pt",
                    "positions16.pt",
                    "positions8.pt",
                    Map.of("positions", ParameterRole.EMBEDDING))
                .stream()
                .filter(each -> each.name().equals("positions"))
                .map(ParameterDeclaration::role))
        .containsExactly(ParameterRole.EMBEDDING);
  }

  @Test
  void refusesModulesThatAreNotOneModel() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> declarations("net8.pt", "text16.pt", "net8.pt", Map.of()))
        .withMessageContaining("fc_1.weight");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                declarations("net8.pt", "net16.pt", "net8.pt", Map.of("fc_3", ParameterRole.BIAS)))
        .withMessageContaining("Unknown parameter 'fc_3' in roles");
  }

  private static List<ParameterDeclaration> declarations(
      String base, String delta, String own, Map<String, ParameterRole> roles) {
    return ForeignShapes.declarations(
        ExportedModules.read(base).parameters(),
        ExportedModules.read(delta).parameters(),
        ExportedModules.read(own).parameters(),
        roles);
  }
}
