package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.table.TrialRow;

/** Kills the driver's process, for real, and runs the same command again. */
@Tag("faults")
class ResumeAfterKillTest {

  private static final int DEADLINE_SECONDS = 300;

  @TempDir Path folder;

  @Test
  void killedRunEndsAsAnUndisturbedOneAndRepeatsNoTrial() throws Exception {
    RunProcesses runs = RunProcesses.in(folder, "lanes: 2");
    assertThat(waitFor(runs.start("whole"))).isZero();

    kill(runs.start("killed"), () -> runs.trials("killed").size() >= 3);
    List<String> before = runs.trials("killed").stream().map(TrialRow::trial).toList();
    kill(runs.start("killed"), this::hasCheckpoint);
    assertThat(waitFor(runs.start("killed"))).isZero();

    List<String> after = runs.trials("killed").stream().map(TrialRow::trial).toList();
    assertThat(after).doesNotHaveDuplicates().containsAll(before);
    assertThat(after)
        .containsExactlyInAnyOrderElementsOf(
            runs.trials("whole").stream().map(TrialRow::trial).toList());
    assertThat(runs.selection("killed").chosen()).isEqualTo(runs.selection("whole").chosen());
    assertThat(runs.wideLoss("killed")).isEqualTo(runs.wideLoss("whole"));
    assertThat(trainedTwice(runs.state("killed"))).isEmpty();
  }

  /** Trials that the log says were trained over the same steps by two committed packs. */
  private static List<String> trainedTwice(StudyState state) {
    return state.trials().stream()
        .filter(trial -> trial.trainings().size() > 2)
        .map(trial -> trial.spec().id().value())
        .toList();
  }

  private boolean hasCheckpoint() {
    Path wide = folder.resolve("out/kill/killed/wide");
    if (!Files.isDirectory(wide)) {
      return false;
    }
    try (var files = Files.list(wide)) {
      return files.anyMatch(file -> file.getFileName().toString().startsWith("checkpoint-"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void kill(Process process, BooleanSupplier when) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    while (!when.getAsBoolean()) {
      assertThat(process.waitFor(20, TimeUnit.MILLISECONDS))
          .as("the process ended before it was killed")
          .isFalse();
      assertThat(System.nanoTime()).isLessThan(deadline);
    }
    process.destroyForcibly().waitFor();
  }

  private static int waitFor(Process process) throws InterruptedException {
    assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }
}
