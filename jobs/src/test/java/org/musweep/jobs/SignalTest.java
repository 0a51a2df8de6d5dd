package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.log.TrialStatus;
import org.musweep.pipeline.table.CurveTable;
import org.musweep.pipeline.table.RungTable;
import org.musweep.pipeline.table.TrialRow;
import org.musweep.pipeline.testing.Figures;

/** Signals that tell {@code musweep run} to end in the middle of its sweep. */
@Tag("faults")
class SignalTest {

  private static final int DEADLINE_SECONDS = 300;
  private static final int PATIENCE_SECONDS = 30;

  @TempDir private static Path folder;
  private static RunProcesses runs;

  @BeforeAll
  static void undisturbed() throws InterruptedException {
    runs = RunProcesses.in(folder, "lanes: 2, order: deterministic, window: 2, master: 'local[1]'");
    assertThat(waitFor(runs.start("whole"))).isZero();
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130"})
  void runEndsInTimeAndTheSameCommandGoesOn(String signal, int exit) throws Exception {
    assumeFalse(signal.equals("INT") && isInterruptIgnored(), "SIGINT is ignored here");
    Process process = runs.start(signal);
    while (!isInTheMiddle(signal)) {
      assertThat(process.waitFor(20, TimeUnit.MILLISECONDS)).as(() -> said(signal)).isFalse();
    }
    List<ProcessHandle> family = process.descendants().toList();
    long start = System.nanoTime();
    assertThat(waitFor(new ProcessBuilder("kill", "-" + signal, process.pid() + "").start()))
        .isZero();

    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    double seconds = (System.nanoTime() - start) / 1e9;
    assertThat(process.exitValue()).as(() -> said(signal)).isEqualTo(exit);
    assertThat(family).noneMatch(ProcessHandle::isAlive);
    List<TrialRow> before = readTables(signal);

    assertThat(waitFor(runs.start(signal))).as(() -> said(signal)).isZero();
    assertThat(runs.trials(signal)).extracting(TrialRow::trial).doesNotHaveDuplicates();
    assertThat(outcomes(signal)).isEqualTo(outcomes("whole"));
    assertThat(ids(readTables(signal))).containsAll(ids(before));
    assertThat(runs.selection(signal).chosen()).isEqualTo(runs.selection("whole").chosen());
    assertThat(runs.wideLoss(signal)).isEqualTo(runs.wideLoss("whole"));
    Figures.of("F16", signal)
        .with("exitCode", exit)
        .with("seconds", Math.round(10 * seconds) / 10.0)
        .with("processesLeft", 0)
        .with("sameAsUndisturbed", "identical")
        .write(SignalTest.class);
  }

  /** Some trials have been judged, and others have not ended. */
  private static boolean isInTheMiddle(String runId) {
    if (!Files.isDirectory(folder.resolve("out/kill").resolve(runId).resolve("log"))) {
      return false;
    }
    StudyState state = runs.state(runId);
    return state.trials().stream().anyMatch(trial -> !trial.rungs().isEmpty())
        && state.trials().stream().anyMatch(trial -> trial.status() == TrialStatus.RUNNING);
  }

  private static List<TrialRow> readTables(String runId) {
    runs.tables(runId).read(new RungTable());
    runs.tables(runId).read(new CurveTable());
    return runs.trials(runId);
  }

  private static List<String> ids(List<TrialRow> rows) {
    return rows.stream().map(TrialRow::trial).toList();
  }

  /** Trials, their ends and what was decided at rungs. */
  private static List<String> outcomes(String runId) {
    return runs.state(runId).trials().stream()
        .map(trial -> trial.spec() + " " + trial.result() + " " + trial.rungs())
        .sorted()
        .toList();
  }

  private static String said(String runId) {
    return runs.said(runId);
  }

  private static int waitFor(Process process) throws InterruptedException {
    assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  /** A background job of a shell without job control ignores it, and so does what that starts. */
  private static boolean isInterruptIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.exists(status)
        && Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .map(line -> new BigInteger(line.substring(line.indexOf(':') + 1).strip(), 16))
            .anyMatch(mask -> mask.testBit(1));
  }
}
