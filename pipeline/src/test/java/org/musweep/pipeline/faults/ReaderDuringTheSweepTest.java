package org.musweep.pipeline.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.sweep.EarlyStoppingSpec;
import org.musweep.pipeline.table.CurveRow;
import org.musweep.pipeline.table.CurveTable;
import org.musweep.pipeline.table.RungRow;
import org.musweep.pipeline.table.RungTable;
import org.musweep.pipeline.table.TrialRow;
import org.musweep.pipeline.table.TrialTable;
import org.musweep.pipeline.testing.Figures;

/** Tables that are read while another process writes them, and after they were lost. */
@Tag("faults")
class ReaderDuringTheSweepTest {

  @TempDir private Path folder;

  @Test
  void everyReadSeesWholeFilesAndMoreAndMoreRows() throws Exception {
    var driver =
        new Driver(Driver.local(folder), EarlyStoppingSpec.Rule.SUCCESSIVE_HALVING, 64, 150);
    Process process = driver.start();
    int reads = 0;
    Set<String> seen = new HashSet<>();
    int curves = 0;
    boolean ended;
    do {
      ended = process.waitFor(100, TimeUnit.MILLISECONDS);
      List<String> now =
          driver.tables().read(TrialTable.ofAnySearch()).stream().map(TrialRow::trial).toList();
      assertThat(now).doesNotHaveDuplicates().containsAll(seen);
      seen.addAll(now);
      List<CurveRow> rows = driver.tables().read(new CurveTable());
      assertThat(rows).hasSizeGreaterThanOrEqualTo(curves);
      curves = rows.size();
      reads++;
    } while (!ended);
    assertThat(process.exitValue()).isZero();
    assertThat(seen).hasSize(64);
    assertThat(reads).isGreaterThan(5);
    Figures.of("F26", "local")
        .with("reads", reads)
        .with("failedReads", 0)
        .with("rowsThatVanished", 0)
        .write(ReaderDuringTheSweepTest.class);
  }

  @Test
  void tablesAreMadeAgainFromTheLog() throws Exception {
    var driver = new Driver(Driver.local(folder), EarlyStoppingSpec.Rule.ASHA, 27, 0);
    driver.finish();
    List<TrialRow> trials = driver.tables().read(TrialTable.ofAnySearch());
    List<RungRow> rungs = driver.tables().read(new RungTable());
    var state = driver.state().trials();

    for (String table : List.of("trials", "rungs")) {
      try (var files = java.nio.file.Files.list(folder.resolve(table))) {
        for (Path file : files.toList()) {
          java.nio.file.Files.delete(file);
        }
      }
    }
    driver.finish();

    assertThat(driver.tables().read(TrialTable.ofAnySearch()))
        .containsExactlyInAnyOrderElementsOf(trials);
    assertThat(driver.tables().read(new RungTable())).containsExactlyInAnyOrderElementsOf(rungs);
    assertThat(driver.state().trials()).isEqualTo(state);
    assertThat(state).extracting(TrialState::ending).allMatch(java.util.Optional::isPresent);
  }
}
