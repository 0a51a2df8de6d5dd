package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.pipeline.log.Event;
import org.musweep.pipeline.log.LeaseHolder;
import org.musweep.pipeline.log.LogStore;
import org.musweep.pipeline.log.Study;
import org.musweep.pipeline.log.StudyLog;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.trial.Purpose;
import org.musweep.pipeline.trial.TrialResult;
import org.musweep.pipeline.trial.TrialShape;
import org.musweep.pipeline.trial.TrialSpec;

class CleanCommandTest {

  private static final TrialShape SHAPE = new TrialShape("maximal-update", 32, 1, 4, 20);
  private static final TrialSpec ENDED =
      TrialSpec.of(Purpose.EXPLORATION, 0, SHAPE, new Configuration(List.of()), 1);
  private static final TrialSpec WAITING =
      TrialSpec.of(Purpose.EXPLORATION, 1, SHAPE, new Configuration(List.of()), 1);

  @TempDir private Path folder;

  private SmallSweep sweep;
  private Path leftover;
  private Path checkpointOfEnded;
  private Path checkpointOfWaiting;

  @BeforeEach
  void leaveFilesBehind() throws IOException {
    sweep = SmallSweep.in(folder);
    try (Study study = study()) {
      study.record(
          new Event.TrialSuggested(ENDED),
          new Event.TrialSuggested(WAITING),
          new Event.TrialEnded(ENDED.id(), new TrialResult.Stopped(10, 3.0, "budget"), 1));
    }
    Path staging = Files.createDirectories(sweep.runFolder().resolve("staging"));
    leftover = Files.writeString(staging.resolve("p0001-0-curves.parquet"), "rows");
    checkpointOfEnded = Files.writeString(checkpoint(staging, ENDED), "weights");
    checkpointOfWaiting = Files.writeString(checkpoint(staging, WAITING), "weights");
  }

  private static Path checkpoint(Path staging, TrialSpec trial) {
    return staging.resolve(trial.id().value() + "-step-10.safetensors");
  }

  private Study study() {
    URI log = SweepLayout.of(folder.resolve("out").toString(), "small", "main").log();
    return Study.of(StudyLog.open(LogStore.at(log), LeaseHolder.thisProcess(1)));
  }

  @Test
  void deletesOnlyWhatNothingNeeds() {
    List<Path> before = sweep.content();

    CommandRun run = CommandRun.of("clean", sweep.file(), "--yes");

    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains("deleted 2 files");
    assertThat(before).contains(leftover, checkpointOfEnded, checkpointOfWaiting);
    assertThat(sweep.content())
        .containsAll(before.stream().filter(path -> !isDeleted(path)).toList())
        .doesNotContain(leftover, checkpointOfEnded);
    assertThat(CommandRun.of("clean", sweep.file()).out()).contains("nothing to delete");
  }

  private boolean isDeleted(Path path) {
    return path.equals(leftover) || path.equals(checkpointOfEnded);
  }

  @Test
  void asksFirst() {
    List<Path> before = sweep.content();

    CommandRun no = CommandRun.answering("n\n", "clean", sweep.runFolder().toString());
    CommandRun nothing = CommandRun.answering("", "clean", sweep.runFolder().toString());

    assertThat(no.out()).contains("Delete 2 files").contains("nothing was deleted");
    assertThat(nothing.out()).contains("nothing was deleted");
    assertThat(sweep.content()).isEqualTo(before);

    CommandRun yes = CommandRun.answering("y\n", "clean", sweep.runFolder().toString());

    assertThat(yes.out()).contains("deleted 2 files");
    assertThat(leftover).doesNotExist();
  }

  @Test
  void leavesARunThatIsHeldAlone() {
    try (Study study = study()) {
      List<Path> before = sweep.content();

      CommandRun run = CommandRun.of("clean", sweep.file(), "--yes");

      assertThat(run.exit()).isEqualTo(6);
      assertThat(run.err()).contains("held by");
      assertThat(sweep.content()).isEqualTo(before);
      assertThat(study.state().trials()).hasSize(2);
    }
  }
}
