package org.musweep.pipeline.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.pipeline.log.Event;
import org.musweep.pipeline.log.Study;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.log.TrialStatus;
import org.musweep.pipeline.sweep.BudgetSpec;
import org.musweep.pipeline.sweep.ExecutionSpec;
import org.musweep.pipeline.sweep.Sweep;
import org.musweep.pipeline.testing.InMemoryStudyLog;
import org.musweep.pipeline.testing.QuadraticTrialExecutor;
import org.musweep.pipeline.testing.ShuffledTrialExecutor;
import org.musweep.pipeline.testing.SweepSpecs;
import org.musweep.pipeline.trial.LaneReport;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.PackReport;

class CheckpointsTest {

  @TempDir Path folder;

  @Test
  void aFinishedSearchLeavesNoCheckpoints() throws IOException {
    search(SweepSpecs.small());
    assertThat(files()).isEmpty();
  }

  @Test
  void trialsThatABudgetLeftUnfinishedKeepTheirs() throws IOException {
    Study study = search(SweepSpecs.small().with(new BudgetSpec(BudgetSpec.FOREVER, 99, 3_550)));
    Set<String> unfinished =
        study.state().trials(TrialStatus.PAUSED).stream()
            .map(CheckpointsTest::checkpoint)
            .collect(Collectors.toSet());
    assertThat(unfinished).isNotEmpty();
    assertThat(files()).isEqualTo(unfinished);
  }

  private static String checkpoint(TrialState trial) {
    return "%s-step-%d.safetensors".formatted(trial.spec().id(), trial.progress().step());
  }

  private Study search(SweepSpecs spec) throws IOException {
    SweepLayout layout = new SweepLayout(folder.toUri());
    Files.createDirectories(folder.resolve("staging"));
    Checkpoints checkpoints = Checkpoints.of(layout, new Configuration());
    QuadraticTrialExecutor quadratic = QuadraticTrialExecutor.sequential(SweepSpecs.BEST);
    quadratic.close();
    Study study = Study.of(InMemoryStudyLog.empty());
    study.record(new Event.StudyOpened(study.epoch(), "5bec", "da7a", "test", 0));
    try (var executor =
        new ShuffledTrialExecutor(pack -> train(checkpoints, quadratic.run(pack), pack), 2, 1)) {
      Sweep.of(spec.with(new ExecutionSpec.Lanes.Fixed(4)).spec(), study, executor, checkpoints)
          .explore();
    }
    return study;
  }

  /** As tasks do: reads the checkpoints that it goes on from, and leaves those of the rung. */
  private static PackReport train(Checkpoints checkpoints, PackReport report, Pack pack) {
    try {
      for (LaneReport lane : report.lanes()) {
        if (pack.fromStep() > 0) {
          assertThat(Path.of(checkpoints.at(lane.trial(), pack.fromStep()).toUri())).exists();
        }
        if (lane instanceof LaneReport.Paused paused) {
          Files.writeString(
              Path.of(checkpoints.at(lane.trial(), paused.step()).toUri()), "weights");
        }
      }
      return report;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Set<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("staging"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.endsWith(".crc"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
