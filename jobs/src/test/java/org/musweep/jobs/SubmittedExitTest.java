package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.pipeline.testing.cluster.StandaloneCluster;

/** A wide run that goes wrong in its own application ends the command that submitted it so. */
@Tag("faults")
class SubmittedExitTest {

  @TempDir Path folder;

  @Test
  void commandEndsAsItsApplicationDid() throws Exception {
    // Whatever loss rises at all counts as a divergence.
    SmallSweep sweep =
        SmallSweep.in(folder)
            .with(", check-widths: [64]", ", check-widths: []")
            .with("trials: 4", "trials: 2")
            .with("steps: 20", "steps: 60")
            .with(
                "  lanes: auto",
                "  wide: {evaluate-every: 1, warn-at: 0.000000001, stop-at: 0.000000002}");
    try (StandaloneCluster cluster =
        StandaloneCluster.start(folder, StandaloneCluster.Size.of(1, 1))) {
      ClusterCommand command = new ClusterCommand(cluster, folder);

      Process run = command.start("said.txt", Map.of(), "run", sweep.file());

      assertThat(command.end(run))
          .as(command.output("said.txt"))
          .isEqualTo(ExitCode.NOTHING_TO_SELECT.code());
      assertThat(command.output("said.txt"))
          .contains("wide run: application running", "the wide run diverged at step");
      assertThat(Files.readString(sweep.runFolder().resolve("status.json")))
          .contains("\"state\" : \"failed\"", "\"exitCode\" : 4", "\"retryable\" : false");
    }
  }
}
