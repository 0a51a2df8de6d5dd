package org.musweep.pipeline.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.pipeline.log.Event;
import org.musweep.pipeline.log.LeaseHolder;
import org.musweep.pipeline.log.Study;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.sweep.Sweep;
import org.musweep.pipeline.sweep.SweepObserver;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.table.CurveRow;
import org.musweep.pipeline.table.CurveTable;
import org.musweep.pipeline.table.RungRow;
import org.musweep.pipeline.table.RungTable;
import org.musweep.pipeline.table.TableFiles;
import org.musweep.pipeline.table.TrialRow;
import org.musweep.pipeline.table.TrialTable;
import org.musweep.pipeline.testing.FailingTrialExecutor;
import org.musweep.pipeline.testing.InMemoryStudyLog;
import org.musweep.pipeline.testing.QuadraticTrialExecutor;
import org.musweep.pipeline.testing.SweepSpecs;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.PackReport;
import org.musweep.pipeline.trial.TrialExecutor;
import org.musweep.pipeline.trial.TrialId;
import org.musweep.pipeline.trial.TrialSpec;

class TableSinkTest {

  private static final SweepSpec SPEC = SweepSpecs.small().withTrials(9).spec();

  @TempDir Path folder;
  private final InMemoryStudyLog.Disk disk = new InMemoryStudyLog.Disk();
  private TableFiles files;

  @BeforeEach
  void open() {
    files =
        TableFiles.of(SweepLayout.of(folder.toString(), "small", "main"), new Configuration(false));
  }

  @Test
  void trialsThatWereTrainedAfterTheStudyWasMixedSaySo() {
    SweepSpec more = SweepSpecs.small().withTrials(12).spec();
    try (Study study = study()) {
      try (TableSink sink = TableSink.open(SPEC, files, study)) {
        explore(study, sink);
      }
      study.record(new Event.StepFinished(StudyState.MIXED, "data was a and is b"));
      try (TableSink sink = TableSink.open(more, files, study);
          TrialExecutor executor = QuadraticTrialExecutor.sequential(SweepSpecs.BEST)) {
        Sweep.of(more, study, executor, sink).explore();
      }
      List<TrialRow> rows = files.read(TrialTable.ofAnySearch());

      assertThat(rows).hasSize(12);
      assertThat(rows).filteredOn(row -> row.index() >= 9).allMatch(TrialRow::mixed);
      assertThat(rows)
          .filteredOn(row -> row.index() < 9)
          .allMatch(row -> row.mixed() == study.state().isMixed(new TrialId(row.trial())))
          .anyMatch(row -> !row.mixed());
    }
  }

  @Test
  void everyTrialAndEveryJudgementIsARow() {
    try (Study study = study()) {
      try (TableSink sink = TableSink.open(SPEC, files, study)) {
        explore(study, sink);
      }

      List<TrialRow> trials = files.read(TrialTable.ofAnySearch());
      assertThat(trials).hasSize(9);
      for (TrialState state : study.state().trials()) {
        TrialRow row = trial(trials, state);
        assertThat(row.configuration()).isEqualTo(state.spec().configuration());
        assertThat(row.status()).isEqualTo(state.result().orElseThrow().status());
        assertThat(row.purpose()).isEqualTo("exploration");
        assertThat(row.loss()).isEqualTo(Double.valueOf(state.progress().loss()));
        assertThat(row.step()).isEqualTo(state.progress().step());
      }
      assertThat(trials.stream().filter(row -> row.index() == 4))
          .singleElement()
          .satisfies(
              row -> {
                assertThat(row.status()).isEqualTo("failed");
                assertThat(row.reason())
                    .isEqualTo("java.lang.IllegalStateException: failed on purpose");
                assertThat(row.pack()).isEqualTo("p0001");
              });
      int judgements = study.state().trials().stream().mapToInt(t -> t.rungs().size()).sum();
      assertThat(files.read(new RungTable()))
          .hasSize(judgements)
          .extracting(RungRow::decision)
          .contains("promoted", "stopped", "completed", "failed");
      assertThat(files.read(new CurveTable()))
          .hasSize(study.state().trials().stream().mapToInt(t -> t.trainings().size()).sum());
      assertThat(folder.resolve("small/main/staging")).isEmptyDirectory();
    }
  }

  @Test
  void whatACrashKeptOutOfTheTablesIsThereAfterTheNextStart() {
    try (Study study = study()) {
      explore(study, new SweepObserver() {});
    }
    assertThat(files.read(TrialTable.ofAnySearch())).isEmpty();

    for (int start = 0; start < 2; start++) {
      try (Study study = study();
          TableSink sink = TableSink.open(SPEC, files, study)) {
        explore(study, sink);
      }
      assertThat(files.read(TrialTable.ofAnySearch()))
          .extracting(TrialRow::trial)
          .hasSize(9)
          .doesNotHaveDuplicates();
      assertThat(files.read(new RungTable()))
          .extracting(row -> row.trial() + row.rung())
          .isNotEmpty()
          .doesNotHaveDuplicates();
      assertThat(files.read(new CurveTable())).extracting(CurveRow::pack).contains("p0001");
    }
  }

  @Test
  void rowsThatComeWithinASecondShareAFile() throws Exception {
    try (Study study = study();
        TableSink sink = TableSink.open(SPEC, files, study, () -> 0)) {
      explore(study, sink);
      try (Stream<Path> before = Files.list(folder.resolve("small/main/trials"))) {
        assertThat(before).hasSize(1);
      }
    }
    try (Stream<Path> after = Files.list(folder.resolve("small/main/trials"))) {
      assertThat(after).hasSize(2);
    }
  }

  private Study study() {
    Study study = Study.of(disk.open(new LeaseHolder(1, "test-host", 0)));
    study.record(new Event.StudyOpened(study.epoch(), "5bec", "da7a", "test", 0));
    return study;
  }

  private void explore(Study study, SweepObserver observer) {
    TrialExecutor executor =
        FailingTrialExecutor.over(staging(QuadraticTrialExecutor.sequential(SweepSpecs.BEST)))
            .throwing(trial -> trial.index() == 4);
    try (executor) {
      Sweep.of(SPEC, study, executor, observer).explore();
    }
  }

  /** Stages one point of each lane's curve, as a task does. */
  private TrialExecutor staging(TrialExecutor quadratic) {
    return new TrialExecutor() {
      @Override
      public int slots() {
        return quadratic.slots();
      }

      @Override
      public CompletableFuture<PackReport> submit(Pack pack) {
        List<CurveRow> rows = pack.trials().stream().map(trial -> point(pack, trial)).toList();
        String file = files.stage(new CurveTable(), pack.id(), 0, rows);
        return quadratic
            .submit(pack)
            .thenApply(
                report ->
                    new PackReport(
                        report.pack(),
                        report.lanes(),
                        report.seconds(),
                        report.host(),
                        List.of(file)));
      }

      @Override
      public void close() {
        quadratic.close();
      }
    };
  }

  private static CurveRow point(Pack pack, TrialSpec trial) {
    return new CurveRow(trial.id().value(), pack.id(), pack.toStep(), 2.5, 2.5, 0.01, 1);
  }

  private static TrialRow trial(List<TrialRow> rows, TrialState state) {
    return rows.stream()
        .filter(row -> row.trial().equals(state.spec().id().value()))
        .findFirst()
        .orElseThrow();
  }
}
