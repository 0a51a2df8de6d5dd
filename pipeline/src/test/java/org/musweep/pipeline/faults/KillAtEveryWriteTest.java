package org.musweep.pipeline.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.log.TrialStatus;
import org.musweep.pipeline.sweep.EarlyStoppingSpec;
import org.musweep.pipeline.table.CurveRow;
import org.musweep.pipeline.table.CurveTable;
import org.musweep.pipeline.table.RungTable;
import org.musweep.pipeline.table.TrialTable;
import org.musweep.pipeline.testing.Figures;
import org.musweep.pipeline.testing.ObjectFileSystem;

/**
 * A process that ends before its n-th write, for every n, is followed by one that ends the sweep as
 * if nothing had happened. On the local disk the batch that was being written is left half done.
 */
@Tag("faults")
class KillAtEveryWriteTest {

  private static final int AT_ONCE = 2;

  @TempDir private Path folder;

  private Driver driver(String store, String run) {
    Path place = folder.resolve(run);
    URI root = store.equals("objects") ? ObjectFileSystem.place(place) : Driver.local(place);
    return new Driver(root, EarlyStoppingSpec.Rule.SUCCESSIVE_HALVING, 24, 0);
  }

  @ParameterizedTest
  @CsvSource({"local", "objects"})
  void sweepEndsAsAnUndisturbedOne(String store) throws Exception {
    Driver whole = driver(store, "whole");
    whole.finish();
    Outcome expected = Outcome.of(whole.state());
    int kills = 0;
    Map<String, Integer> notes = new ConcurrentHashMap<>();
    ExecutorService processes = Executors.newFixedThreadPool(AT_ONCE);
    try {
      int write = 1;
      boolean killed = true;
      while (killed) {
        List<Future<Boolean>> ends = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
          int fatal = write++;
          ends.add(processes.submit(() -> kill(store, fatal, expected, notes)));
        }
        for (Future<Boolean> end : ends) {
          killed = end.get();
          kills += killed ? 1 : 0;
        }
      }
    } finally {
      processes.shutdownNow();
    }
    assertThat(kills).isGreaterThan(20);
    Figures.of("F2", store)
        .with("kills", kills)
        .with("resultsLost", 0)
        .with("trialsTwiceInTables", 0)
        .with("outcomesThatDiffer", 0)
        .write(KillAtEveryWriteTest.class);
    if (store.equals("local")) {
      Figures.of("F3", "driver")
          .with("halfWrittenBatches", notes.size())
          .with("openingsThatSaidSoOnce", notes.size())
          .write(KillAtEveryWriteTest.class);
    }
  }

  private boolean kill(String store, int write, Outcome expected, Map<String, Integer> notes)
      throws Exception {
    Driver driver = driver(store, "w" + write);
    Process process = driver.start("fatal=" + write, "tears=yes");
    String said =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    int exit = process.waitFor();
    assertThat(exit).as(said).isIn(0, FailPoint.EXIT);
    StudyState before = driver.state();
    List<String> said2 = driver.finish();
    assertThat(said2).hasSizeLessThanOrEqualTo(1);
    said2.forEach(note -> notes.put(driver.run().toString(), write));
    assertThat(driver.finish()).as("said once").isEmpty();
    StudyState after = driver.state();
    assertThat(Outcome.of(after)).as("after write " + write).isEqualTo(expected);
    for (TrialState ended : before.trials(TrialStatus.ENDED)) {
      TrialState now = after.trial(ended.spec().id()).orElseThrow();
      assertThat(now.result()).isEqualTo(ended.result());
      assertThat(now.trainings()).isEqualTo(ended.trainings());
    }
    checkTables(driver, after);
    return exit == FailPoint.EXIT;
  }

  private static void checkTables(Driver driver, StudyState state) {
    assertThat(driver.tables().read(TrialTable.ofAnySearch()))
        .extracting(row -> row.trial())
        .containsExactlyInAnyOrderElementsOf(
            state.trials().stream().map(trial -> trial.spec().id().value()).toList());
    assertThat(driver.tables().read(new RungTable()))
        .extracting(row -> row.trial() + "/" + row.rung())
        .doesNotHaveDuplicates()
        .hasSize(state.trials().stream().mapToInt(trial -> trial.rungs().size()).sum());
    List<CurveRow> curves = driver.tables().read(new CurveTable());
    assertThat(curves).extracting(row -> row.trial() + "/" + row.step()).doesNotHaveDuplicates();
    assertThat(curves)
        .hasSize(state.trials().stream().mapToInt(trial -> trial.progress().step() / 100).sum());
  }
}
