package org.musweep.pipeline.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.pipeline.log.Event;
import org.musweep.pipeline.log.LogStore;
import org.musweep.pipeline.log.PackState;
import org.musweep.pipeline.log.Replay;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.spark.FaultyTrials.Fault;
import org.musweep.pipeline.spark.FaultyTrials.Script;
import org.musweep.pipeline.sweep.EarlyStoppingSpec;
import org.musweep.pipeline.testing.Figures;
import org.musweep.pipeline.testing.cluster.StandaloneCluster;

/** One slot of eight is ten times slower than the others, and nobody waits for it. */
@Tag("faults")
@Tag("spark")
class StragglerTest {

  private static final int FAST_SLOTS = 7;
  private static final int TRIALS = 120;
  private static final int MILLIS = 1000;
  private static final double SLOW_SECONDS = 5 * MILLIS / 1e3;

  @TempDir private Path folder;

  @Test
  void otherSlotsGoOnWhileOneIsTenTimesSlower() throws Exception {
    try (StandaloneCluster cluster =
        StandaloneCluster.start(folder, StandaloneCluster.Size.of(1, FAST_SLOTS))) {
      cluster.addWorkers(StandaloneCluster.Size.of(1, 1));
      List<PackState> even = run(cluster, "even", "none");
      List<PackState> uneven = run(cluster, "uneven", "work-1");
      neverWaits("uneven");

      long slow = uneven.stream().filter(pack -> seconds(pack) > SLOW_SECONDS).count();
      Figures.of("F15", "cluster")
          .with("slots", FAST_SLOTS + 1)
          .with("packs", uneven.size())
          .with("packsOfTheSlowSlot", slow)
          .with("secondsOfAPack", MILLIS / 1e3)
          .with("busyShareOfTheOtherSlots", rounded(busyShare(uneven, FAST_SLOTS)))
          .with("busyShareWithoutAStraggler", rounded(busyShare(even, FAST_SLOTS + 1)))
          .with("timesAsLong", rounded(span(uneven) / span(even)))
          .write(StragglerTest.class);
      assertThat(slow).isPositive();
      // With a tenth of the speed of each of the other seven it gets about a seventieth.
      assertThat(slow).isLessThan(uneven.size() / 20);
    }
  }

  private List<PackState> run(StandaloneCluster cluster, String name, String slow)
      throws Exception {
    var driver =
        new ClusterDriver(
            Driver.local(folder.resolve(name)), TRIALS, 1, EarlyStoppingSpec.Rule.ASHA);
    Process process =
        driver.start(
            cluster,
            new Script(Fault.NONE, 0, MILLIS, slow),
            folder.resolve(name + ".txt"),
            Map.of());
    assertThat(Progress.exit(process)).isZero();
    StudyState end = driver.state();
    assertThat(end.trials()).hasSize(TRIALS).allMatch(trial -> trial.ending().isPresent());
    List<PackState> packs = end.packs(PackState.Status.COMMITTED);
    for (PackState.Status lost : List.of(PackState.Status.LOST, PackState.Status.KILLED)) {
      assertThat(end.packs(lost)).isEmpty();
    }
    return packs;
  }

  private static double seconds(PackState pack) {
    return pack.report().orElseThrow().seconds();
  }

  /** From the first start to the last end, in seconds. */
  private static double span(List<PackState> packs) {
    double end =
        packs.stream()
            .mapToDouble(pack -> pack.startedAtMillis() / 1e3 + seconds(pack))
            .max()
            .orElseThrow();
    return end - packs.stream().mapToLong(PackState::startedAtMillis).min().orElseThrow() / 1e3;
  }

  /**
   * Whenever the driver has put down what it decided, all slots have work, from the moment that
   * they are all there for as long as there are new trials to start.
   */
  private void neverWaits(String name) {
    List<Event> events =
        Replay.of(LogStore.at(new SweepLayout(Driver.local(folder.resolve(name))).log())).events();
    int running = 0;
    boolean all = false;
    boolean starting = false;
    for (Event event : events.subList(0, lastNewTrial(events))) {
      if (event instanceof Event.PackStarted) {
        running++;
        starting = true;
      } else if (event instanceof Event.PackCommitted) {
        assertThat(all && starting && running < FAST_SLOTS + 1).as("a slot waits").isFalse();
        running--;
        starting = false;
      }
      all |= running == FAST_SLOTS + 1;
    }
    assertThat(all).isTrue();
  }

  private static int lastNewTrial(List<Event> events) {
    int last = 0;
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i) instanceof Event.PackStarted started && started.pack().fromStep() == 0) {
        last = i;
      }
    }
    return last;
  }

  /**
   * How much of the time slots that are not slow were training: from when each has had two packs,
   * which is when executors are there and warm, until the last new trial was handed out, from when
   * on there are fewer trials than slots.
   */
  private static double busyShare(List<PackState> packs, int slots) {
    double from =
        packs.stream()
            .mapToDouble(StragglerTest::start)
            .sorted()
            .skip(2L * slots)
            .findFirst()
            .orElseThrow();
    double to =
        packs.stream()
            .filter(pack -> pack.pack().fromStep() == 0)
            .mapToDouble(StragglerTest::start)
            .max()
            .orElseThrow();
    double work =
        packs.stream()
            .filter(pack -> seconds(pack) <= SLOW_SECONDS)
            .mapToDouble(
                pack -> Math.min(to, start(pack) + seconds(pack)) - Math.max(from, start(pack)))
            .filter(each -> each > 0)
            .sum();
    return work / (slots * (to - from));
  }

  private static double start(PackState pack) {
    return pack.startedAtMillis() / 1e3;
  }

  private static double rounded(double value) {
    return Math.round(100 * value) / 100.0;
  }
}
