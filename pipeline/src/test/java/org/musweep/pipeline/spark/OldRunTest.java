package org.musweep.pipeline.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.pipeline.log.LeaseHolder;
import org.musweep.pipeline.log.LogStore;
import org.musweep.pipeline.log.Replay;
import org.musweep.pipeline.log.Study;
import org.musweep.pipeline.log.StudyCounts;
import org.musweep.pipeline.log.StudyLog;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.space.Setting;
import org.musweep.pipeline.sweep.EarlyStoppingSpec;
import org.musweep.pipeline.sweep.Sweep;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.table.CurveRow;
import org.musweep.pipeline.table.CurveTable;
import org.musweep.pipeline.table.RungRow;
import org.musweep.pipeline.table.RungTable;
import org.musweep.pipeline.table.TableFiles;
import org.musweep.pipeline.table.TrialRow;
import org.musweep.pipeline.table.TrialTable;
import org.musweep.pipeline.testing.SweepSpecs;

/** The folder of a run that a former version wrote: read as it is, and gone on with. */
class OldRunTest {

  private static final SweepSpec SPEC =
      SweepSpecs.small().withTrials(6).with(EarlyStoppingSpec.Rule.SUCCESSIVE_HALVING).spec();

  @TempDir private Path folder;

  @Test
  void logAndTablesOfVersionOneAreReadAndGoneOnWith() throws Exception {
    SweepLayout layout = copy("run-version-1");
    TableFiles files = TableFiles.of(layout, new Configuration());
    LogStore store = LogStore.at(layout.log());

    Replay replay = Replay.of(store);
    assertThat(replay.notes()).isEmpty();
    assertThat(replay.state().counts()).isEqualTo(new StudyCounts(0, 0, 0, 1, 0, 5, 0));
    List<TrialRow> trials = files.read(TrialTable.ofAnySearch());
    assertThat(trials).hasSize(6).noneMatch(TrialRow::mixed);
    TrialRow best =
        trials.stream().filter(row -> row.status().equals("completed")).findFirst().orElseThrow();
    assertThat(best.step()).isEqualTo(900);
    assertThat(best.configuration().settings())
        .extracting(Setting::name)
        .containsExactly("learning-rate", "init-scale");
    assertThat(files.read(new RungTable()))
        .extracting(RungRow::decision)
        .contains("promoted", "stopped", "completed");
    assertThat(files.read(new CurveTable()))
        .filteredOn(row -> row.trial().equals(best.trial()))
        .extracting(CurveRow::step)
        .containsExactlyInAnyOrder(100, 200, 300, 400, 500, 600, 700, 800, 900);

    try (Study study = Study.of(StudyLog.open(store, LeaseHolder.thisProcess(0)))) {
      try (TableSink sink = TableSink.open(SPEC, files, study)) {
        assertThat(sink).isNotNull();
        assertThat(Sweep.isExplored(SPEC, study.state())).isTrue();
      }
      assertThat(files.read(TrialTable.ofAnySearch())).containsExactlyElementsOf(trials);
    }
  }

  private SweepLayout copy(String name) throws Exception {
    Path source = Path.of(OldRunTest.class.getResource(name).toURI());
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.toList()) {
        copy(file, folder.resolve(source.relativize(file).toString()));
      }
    }
    return new SweepLayout(folder.toUri());
  }

  private static void copy(Path from, Path to) throws IOException {
    if (Files.isDirectory(from)) {
      Files.createDirectories(to);
    } else {
      Files.copy(from, to);
    }
  }
}
