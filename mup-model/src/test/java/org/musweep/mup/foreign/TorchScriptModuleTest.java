package org.musweep.mup.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.musweep.mup.testing.ExportedModules;

class TorchScriptModuleTest {

  @Test
  void parametersAreThoseOfTheModuleInItsOrder() {
    assertThat(ExportedModules.read("net16.pt").parameters())
        .extracting(parameter -> parameter.name() + " " + parameter.sizes())
        .containsExactly(
            "fc_1.weight [16, 9]",
            "fc_1.bias [16]",
            "fc_2.weight [16, 16]",
            "fc_2.bias [16]",
            "readout.weight [4, 16]",
            "readout.bias [4]");
  }

  @Test
  void layersOfTracedModulesKeepTheirClass() {
    assertThat(ExportedModules.read("text8.pt").parameters())
        .extracting(parameter -> parameter.name() + " " + parameter.layer())
        .contains("emb.weight Embedding", "blocks.1.0.weight LayerNorm", "out.weight Linear");
  }

  /** PyTorch draws from U(−b, b) with b = 1/√fan_in, of standard deviation b/√3. */
  @Test
  void startIsTheSizeOfTheNumbersInTheFile() {
    assertThat(start("net32.pt", "fc_2.weight").magnitude())
        .isCloseTo(1 / Math.sqrt(3 * 32), within(0.005)); // 1024 numbers
    assertThat(start("net32.pt", "fc_2.weight").constant()).isFalse();
    assertThat(start("text8.pt", "blocks.0.0.weight"))
        .isEqualTo(new ForeignParameter.Start(1, true));
    assertThat(start("text8.pt", "blocks.0.0.bias")).isEqualTo(new ForeignParameter.Start(0, true));
  }

  private static ForeignParameter.Start start(String file, String name) {
    return ExportedModules.read(file).parameters().stream()
        .filter(parameter -> parameter.name().equals(name))
        .findFirst()
        .orElseThrow()
        .start();
  }

  @Test
  void refusesWhatIsNoModule() {
    refuses("some text".getBytes(StandardCharsets.UTF_8), "is no TorchScript archive");
    refuses(new byte[0], "is no TorchScript archive");
    refuses(ExportedModules.bytes("state.pt"), "holds no module");
    refuses(ExportedModules.bytes("tied.pt"), "'emb.weight' and 'out.weight' share their numbers");
  }

  private static void refuses(byte[] bytes, String why) {
    assertThatThrownBy(() -> TorchScriptModule.of(bytes))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(why);
  }

  @Test
  void damagedFilesAreRefusedOrRead() {
    byte[] sound = ExportedModules.bytes("net8.pt");
    Random random = new Random(4);
    for (int i = 0; i < 2_000; i++) {
      byte[] damaged = sound.clone();
      int changes = 1 + random.nextInt(3);
      for (int change = 0; change < changes; change++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try {
        assertThat(TorchScriptModule.of(damaged).parameters()).isNotEmpty();
      } catch (IOException expected) {
        assertThat(expected).hasMessageMatching("(?s).+");
      }
    }
  }

  @Test
  void withoutNumbersOnlyNumbersAreMissing() {
    TorchScriptModule bare = ExportedModules.read("net16.pt").withoutNumbers();

    assertThat(bare.parameters())
        .extracting(ForeignParameter::shape)
        .isEqualTo(
            ExportedModules.read("net16.pt").parameters().stream()
                .map(ForeignParameter::shape)
                .toList());
    assertThat(bare.parameters())
        .allSatisfy(
            parameter ->
                assertThat(parameter.start()).isEqualTo(new ForeignParameter.Start(0, true)));
    assertThat(bare.withoutNumbers()).isEqualTo(bare);
  }

  @Test
  void refusesChanceAndRunningStatisticsUnlessExportedForEvaluation() {
    refuses(ExportedModules.bytes("dropout.pt"), "call eval() before the export");
    assertThat(ExportedModules.read("dropout-eval.pt").parameters()).hasSize(4);
  }

  @Test
  void equalFilesAreEqual() {
    assertThat(ExportedModules.read("net8.pt"))
        .isEqualTo(ExportedModules.read("net8.pt"))
        .isNotEqualTo(ExportedModules.read("net16.pt"));
  }
}
