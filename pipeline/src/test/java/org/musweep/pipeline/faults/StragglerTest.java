package org.musweep.pipeline.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.pipeline.log.PackState;
import org.musweep.pipeline.log.StudyState;
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
  private static final int TRIALS = 486;
  private static final int MILLIS = 250;
  private static final double SLOW_SECONDS = 5 * MILLIS / 1e3;

  @TempDir private Path folder;

  @Test
  void otherSlotsGoOnWhileOneIsTenTimesSlower() throws Exception {
    try (StandaloneCluster cluster =
        StandaloneCluster.start(folder, StandaloneCluster.Size.of(1, FAST_SLOTS))) {
      cluster.addWorkers(StandaloneCluster.Size.of(1, 1));
      List<PackState> even = run(cluster, "even", "none");
      List<PackState> uneven = run(cluster, "uneven", "work-1");

      long slow = uneven.stream().filter(pack -> seconds(pack) > SLOW_SECONDS).count();
      Figures.of("F15", "cluster")
          .with("slots", FAST_SLOTS + 1)
          .with("packs", uneven.size())
          .with("packsOfTheSlowSlot", slow)
          .with("busyShareOfTheOtherSlots", rounded(busyShare(uneven)))
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

  /** How much of the time until the last pack was handed out the fast slots were training. */
  private static double busyShare(List<PackState> packs) {
    long first = packs.stream().mapToLong(PackState::startedAtMillis).min().orElseThrow();
    long last = packs.stream().mapToLong(PackState::startedAtMillis).max().orElseThrow();
    double work =
        packs.stream()
            .mapToDouble(StragglerTest::seconds)
            .filter(each -> each <= SLOW_SECONDS)
            .sum();
    return work / (FAST_SLOTS * (last - first) / 1e3);
  }

  private static double rounded(double value) {
    return Math.round(100 * value) / 100.0;
  }
}
