package org.musweep.pipeline.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.musweep.pipeline.sweep.EarlyStoppingSpec;
import org.musweep.pipeline.testing.Figures;
import org.musweep.pipeline.testing.ObjectFileSystem;

/** One study, two processes that want it. */
@Tag("faults")
class TwoDriversTest {

  private static final int PACK_MILLIS = 150;

  @TempDir private Path folder;

  private Driver driver(String store, String run) {
    Path place = folder.resolve(run);
    URI root = store.equals("objects") ? ObjectFileSystem.place(place) : Driver.local(place);
    return new Driver(root, EarlyStoppingSpec.Rule.SUCCESSIVE_HALVING, 64, PACK_MILLIS);
  }

  @ParameterizedTest
  @CsvSource({"local", "objects"})
  void secondIsRefusedWhileTheFirstLivesAndTakesOverOnceItIsDead(String store) throws Exception {
    Driver driver = driver(store, "run");
    Process first = driver.start();
    Progress.await(first, () -> driver.batches() >= 3);

    Process second = driver.start();
    assertThat(text(second)).contains("is held by process " + first.pid());
    assertThat(Progress.exit(second)).isEqualTo(Driver.HELD);
    assertThat(first.isAlive()).isTrue();

    first.destroyForcibly().waitFor();
    long start = System.nanoTime();
    Process third = driver.start();
    int before = driver.batches();
    Progress.await(third, () -> driver.batches() > before);
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
    third.destroyForcibly().waitFor();
    driver.finish();
    Driver whole = driver(store, "whole");
    whole.finish();
    assertThat(Outcome.of(driver.state())).isEqualTo(Outcome.of(whole.state()));
    Figures.of("F17", store)
        .with("secondDriverExitCode", Driver.HELD)
        .with("secondsToTakeOverFromADeadDriver", seconds)
        .write(TwoDriversTest.class);
  }

  /**
   * Stopped for longer than its lease, a driver is succeeded; when it wakes up it writes no more.
   */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void driverThatWakesUpAfterItsSuccessorCameIsFenced() throws Exception {
    Driver driver = driver("objects", "paused");
    Process paused = driver.start();
    Progress.await(paused, () -> driver.batches() >= 3);
    signal("STOP", paused);
    // Another machine's driver, for whom the process's end is no news: it watches for signs.
    Process successor = driver.start();
    int before = driver.batches();
    Progress.await(successor, () -> driver.batches() > before + 2);
    signal("CONT", paused);
    assertThat(text(paused)).contains("another driver wrote it");
    assertThat(Progress.exit(paused)).isEqualTo(Driver.HELD);
    assertThat(Progress.exit(successor)).isZero();

    Driver whole = driver("objects", "whole2");
    whole.finish();
    assertThat(Outcome.of(driver.state())).isEqualTo(Outcome.of(whole.state()));
    Figures.of("F17", "paused")
        .with("exitCodeOfTheDriverThatWokeUp", Driver.HELD)
        .with("eventsOfItAfterItsSuccessor", 0)
        .write(TwoDriversTest.class);
  }

  private static void signal(String name, Process process) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  private static String text(Process process) throws java.io.IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
