package org.musweep.mup.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceFixturesTest {

  @Test
  void bundledFileThatYieldsNothingFails() {
    ReferenceFixtures bundled = ReferenceFixtures.bundled();
    assertThat(bundled.checkFile("no-cases.json", document -> 3)).isEqualTo(3);
    assertThatThrownBy(
            () -> bundled.checkFile("no-cases.json", document -> document.path("cases").size()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("cases checked of the bundled no-cases.json");
    assertThatThrownBy(() -> bundled.checkFile("absent.json", document -> 1))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void directoryReplacesTheBundledFilesAltogether(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("own.json"), "{\"cases\": [1, 2]}");
    ReferenceFixtures own = ReferenceFixtures.in(directory);
    assertThat(own.checkFile("own.json", document -> document.path("cases").size())).isEqualTo(2);
    assertThat(own.checkFile("no-cases.json", document -> 1)).isZero();
  }

  @Test
  void directoryMustExist(@TempDir Path directory) {
    assertThatThrownBy(() -> ReferenceFixtures.in(directory.resolve("absent")))
        .hasMessageStartingWith("Invalid musweep.reference: ")
        .hasMessageEndingWith("absent (must be a directory)");
  }

  @Test
  void closenessIsRelativeToTheReference() {
    ReferenceFixtures.assertClose("small", 1e-20 * (1 + 1e-10), 1e-20);
    ReferenceFixtures.assertClose("zero", 0, 0);
    assertThatThrownBy(() -> ReferenceFixtures.assertClose("off", 1e-20 * (1 + 1e-8), 1e-20))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("off");
    assertThatThrownBy(() -> ReferenceFixtures.assertClose("nan", Double.NaN, 1))
        .isInstanceOf(AssertionError.class);
  }
}
