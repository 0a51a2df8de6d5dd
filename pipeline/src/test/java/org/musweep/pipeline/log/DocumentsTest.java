package org.musweep.pipeline.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.musweep.pipeline.testing.ObjectFileSystem;

class DocumentsTest {

  @TempDir private static Path folder;

  private final Documents documents = Documents.of(ObjectFileSystem.configuration());

  static Stream<URI> runs() {
    return Stream.of(
        SweepLayout.of(folder.resolve("local").toString(), "s", "r").root(),
        new SweepLayout(ObjectFileSystem.place(folder.resolve("objects"))).root());
  }

  @ParameterizedTest
  @MethodSource("runs")
  void documentsAreWrittenReadListedMovedAndDeleted(URI run) {
    URI status = run.resolve("deep/status.json");
    assertThat(documents.read(status)).isEmpty();
    assertThat(documents.exists(status)).isFalse();
    assertThat(documents.below(run)).isEmpty();

    documents.write(status, "one é");
    documents.write(status, "two é");
    documents.write(run.resolve("deep/er/x.txt"), "x");
    assertThat(documents.read(status)).contains("two é");
    assertThat(documents.exists(run.resolve("deep/"))).isTrue();
    assertThat(documents.below(run))
        .containsExactlyInAnyOrder(
            new Documents.Entry("deep/status.json", 6), new Documents.Entry("deep/er/x.txt", 1));

    documents.rename(run.resolve("deep/"), "aside");
    assertThat(documents.read(run.resolve("aside/er/x.txt"))).contains("x");
    assertThat(documents.exists(status)).isFalse();
    documents.delete(run.resolve("aside/er/x.txt"));
    documents.delete(run.resolve("aside/er/x.txt"));
    assertThat(documents.below(run)).hasSize(1);
  }

  @Test
  void schemeThatIsNotKnownIsNamed() {
    assertThatThrownBy(() -> documents.check(URI.create("gopher://host/out/")))
        .isInstanceOf(UnsupportedSchemeException.class)
        .hasMessageContaining("gopher");
    documents.check(URI.create("file:///out/"));
  }
}
