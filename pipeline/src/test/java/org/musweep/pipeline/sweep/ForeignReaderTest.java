package org.musweep.pipeline.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignReaderTest {

  private static final String NET = SampleFile.EXPORTED;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{32: %18.pt, 256: %132.pt}",
        "{ '32': \"%18.pt\", 256: '%132.pt' }",
        "\n    32: %18.pt  # the trials' model\n    256: %132.pt"
      })
  void modulesTravelInTheText(String modules, @TempDir Path folder) throws IOException {
    Path file = folder.resolve("s.yaml");
    Files.writeString(
        file, SampleFile.torchScript().with("model/modules", modules.replace("%1", NET)).text());

    SweepFile read = SweepSpecReader.open(file);

    assertThat(read.text()).doesNotContain("exported").contains("data:application/");
    assertThat(SweepSpecReader.parse(read.text(), "s.yaml")).isEqualTo(read.spec());
  }

  @Test
  void aModuleThatChangedIsAnotherSweep() {
    assertThat(SampleFile.torchScript().read())
        .isNotEqualTo(
            SampleFile.torchScript()
                .with("model/modules", "{32: %s8.pt, 256: %s32.pt}".formatted(NET, NET))
                .read());
  }

  @Test
  void refusesModulesThatAreNone() {
    assertThat(problems("{32: %s8.pt}".formatted(NET)))
        .containsExactly(
            "model.modules: needs modules of at least two widths, since what differs between them"
                + " is a width");
    assertThat(problems("{32: pom.xml, 256: %s16.pt}".formatted(NET)))
        .singleElement()
        .asString()
        .startsWith("model.modules: needs TorchScript modules, but 'pom.xml' cannot be read: ")
        .contains("no TorchScript archive");
    assertThat(problems("[a.pt, b.pt]"))
        .containsExactly(
            "model.modules: needs a section of widths, each with the path of a module, but is a"
                + " list");
    assertThat(problems("{narrow: %s8.pt, 256: %s16.pt}".formatted(NET, NET)))
        .singleElement()
        .asString()
        .contains("but has 'narrow' with");
  }

  @Test
  void everyWidthOfTheFileNeedsItsModule() {
    assertThat(SampleFile.torchScript().with("transfer/check-widths", "[64]").problems())
        .containsExactly(
            "transfer.check-widths: needs a module of width 64, but model.modules has those of [32,"
                + " 256]");
    assertThat(SampleFile.torchScript().with("transfer/width", "512").problems())
        .containsExactly(
            "transfer.width: needs a module of width 512, but model.modules has those of [32,"
                + " 256]");
  }

  @Test
  void whatIsNotKnownOfAModelMadeElsewhereIsRefused() {
    assertThat(
            SampleFile.torchScript()
                .with("search/space/learning-rate.block.0", "{log-uniform: [0.5, 2]}")
                .problems())
        .singleElement()
        .asString()
        .contains("which layers are a block is not known of a torchscript");
    assertThat(SampleFile.torchScript().with("parametrization/rules", "completep").problems())
        .singleElement()
        .asString()
        .contains("scales residual branches");
  }

  private static List<String> problems(String modules) {
    return SampleFile.torchScript().with("model/modules", modules).problems();
  }
}
