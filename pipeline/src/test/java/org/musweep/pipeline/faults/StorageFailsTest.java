package org.musweep.pipeline.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.log.TrialStatus;
import org.musweep.pipeline.sweep.EarlyStoppingSpec;
import org.musweep.pipeline.testing.Figures;

/** Storage that fails half-way ends a driver with a message, and loses nothing. */
@Tag("faults")
class StorageFailsTest {

  private static final int PACK_MILLIS = 60;

  @TempDir private Path folder;

  private Driver driver(String run) {
    return new Driver(
        Driver.local(folder.resolve(run)),
        EarlyStoppingSpec.Rule.SUCCESSIVE_HALVING,
        64,
        PACK_MILLIS);
  }

  @Test
  void logThatGoesAway() throws Exception {
    Driver driver = driver("gone");
    Process process = driver.start();
    Progress.await(process, () -> driver.batches() >= 6);
    Path log = folder.resolve("gone/log");
    Path aside = folder.resolve("gone/log-aside");
    long start = System.nanoTime();
    Files.move(log, aside);
    Files.writeString(log, "no folder");
    String said = text(process);
    assertThat(Progress.exit(process)).isEqualTo(Driver.STORAGE);
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
    assertThat(said).contains("Cannot write " + log);
    Files.delete(log);
    Files.move(aside, log);
    goOn(driver, "log-gone", seconds);
  }

  /** A limit that the kernel keeps, as it does when a disk is full. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void fileThatMayNotGrow() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/prlimit")));
    Driver driver = driver("full");
    Process process = driver.start();
    Progress.await(process, () -> driver.batches() >= 6);
    long start = System.nanoTime();
    Process limit = new ProcessBuilder("prlimit", "--pid=" + process.pid(), "--fsize=1024").start();
    assertThat(limit.waitFor()).isZero();
    String said = text(process);
    assertThat(Progress.exit(process)).as(said).isEqualTo(Driver.STORAGE);
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
    assertThat(said).contains("File too large");
    goOn(driver, "file-limit", seconds);
  }

  private void goOn(Driver driver, String where, long seconds) throws IOException {
    StudyState before = driver.state();
    driver.finish();
    StudyState after = driver.state();
    before
        .trials(TrialStatus.ENDED)
        .forEach(
            ended ->
                assertThat(after.trial(ended.spec().id()).orElseThrow().result())
                    .isEqualTo(ended.result()));
    Driver whole = driver("whole-" + where);
    whole.finish();
    assertThat(Outcome.of(after)).isEqualTo(Outcome.of(whole.state()));
    assertThat(seconds).isLessThan(60);
    Figures.of("F18", where)
        .with("exitCode", Driver.STORAGE)
        .with("secondsToTheMessage", seconds)
        .with("resultsLost", 0)
        .with("outcomeAfterwards", "identical")
        .write(StorageFailsTest.class);
  }

  private static String text(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
