package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs of models made elsewhere: the two examples of docs/models.md. */
@Tag("spark")
@Tag("djl")
class ForeignModelRunTest {

  private static final Path EXAMPLE = Path.of("../conf/torchscript.yaml");

  @TempDir private Path folder;

  @Test
  void aTorchScriptModuleIsTunedAndTrainedWide() throws IOException {
    String file = file(Files.readString(EXAMPLE));

    runs(file, "torchscript", "fc_2.weight");

    assertThat(Files.readString(folder.resolve("out/torchscript/main/sweep.yaml")))
        .as("the modules are kept with the run")
        .contains("8: \"data:application/")
        .doesNotContain("pooled8.pt");
  }

  /**
   * The coordinate check cannot judge two widths; that is no reason to end the run. Trials go on
   * from their checkpoints at rungs.
   */
  @Test
  void twoWidthsAreEnough() throws IOException {
    String file =
        file(
            Files.readString(EXAMPLE)
                .replaceFirst("    16: .*\n", "")
                .replace("sweep: torchscript", "sweep: two")
                .replace("trials: 4", "trials: 4\n  early-stopping: {rule: successive-halving}"));

    CommandRun run = CommandRun.of("run", file);

    assertThat(run.exit()).as(run.out() + run.err()).isIn(0, 5);
    assertThat(run.out()).contains("inconclusive");
    assertThat(folder.resolve("out/two/main/rungs")).isNotEmptyDirectory();
  }

  @Test
  void aBlockIsTunedAndTrainedWide() throws IOException {
    String docs = Files.readString(Path.of("../docs/models.md"));
    String source = Files.readString(Path.of("src/test/java/org/musweep/jobs/PooledBlock.java"));
    assertThat(docs).contains(source.substring(source.indexOf("public final class")));
    String torchScript = Files.readString(EXAMPLE);
    String block =
        torchScript
            .replaceAll("(?s)  family: torchscript.*?\n\n", Block.SECTION)
            .replace("sweep: torchscript", "sweep: block")
            .replace("coord-check: {", "coord-check: {widths: [8, 16, 32], ");
    assertThat(docs).contains(Block.SECTION.replace("jobs.PooledBlock", "PooledBlock").strip());

    runs(file(block), "block", "05Linear.weight");
  }

  @Test
  void aModelThatDoesNotFitItsDataIsRefusedBeforeItIsTrained() throws IOException {
    String file =
        file(
            Files.readString(EXAMPLE)
                .replaceAll("(?s)  family: torchscript.*?\n\n", Block.SECTION)
                .replace("PooledBlock", "MissingBlock"));

    CommandRun run = CommandRun.of("validate", file);

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("model.class", "MissingBlock", "class path");
  }

  /** The model section of the sweep file. */
  private static final class Block {
    static final String SECTION =
        "  family: block\n  class: org.musweep.jobs.PooledBlock\n  width: 8\n\n";

    private Block() {}
  }

  private void runs(String file, String sweep, String parameter) throws IOException {
    CommandRun run = CommandRun.of("run", file);

    assertThat(run.exit()).as(run.out() + run.err()).isIn(0, 5);
    assertThat(run.out()).contains("coord-check");
    if (run.exit() == 5) {
      CommandRun train = CommandRun.of("train", file);
      assertThat(train.exit()).as(train.out() + train.err()).isZero();
    }
    CommandRun export = CommandRun.of("export", file);
    assertThat(export.exit()).as(export.out() + export.err()).isZero();
    assertThat(Files.readString(folder.resolve("out/" + sweep + "/main/export/model.json")))
        .contains("\"" + parameter + "\"");
  }

  private String file(String text) throws IOException {
    Path file = folder.resolve("sweep.yaml");
    Files.writeString(
        file,
        text.replace("conf/", "../conf/")
            .replace("output: out", "output: " + folder.resolve("out")));
    return file.toString();
  }
}
