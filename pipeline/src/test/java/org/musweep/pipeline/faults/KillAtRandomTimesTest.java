package org.musweep.pipeline.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.musweep.pipeline.log.LaneTraining;
import org.musweep.pipeline.log.PackState;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.log.TrialStatus;
import org.musweep.pipeline.sweep.EarlyStoppingSpec;
import org.musweep.pipeline.sweep.ExecutionSpec;
import org.musweep.pipeline.testing.Figures;
import org.musweep.pipeline.testing.ObjectFileSystem;
import org.musweep.pipeline.trial.Pack;

/** {@code kill -9} again and again in one sweep, each time followed by the same command. */
@Tag("faults")
class KillAtRandomTimesTest {

  private static final int KILLS = 20;
  private static final int TRIALS = 64;
  private static final int PACK_MILLIS = 60;

  @TempDir private Path folder;

  /**
   * Halving decides by what is known when all have arrived, so that order does not matter; in
   * deterministic order it does not matter to ASHA and to a sampler that learns either.
   */
  @ParameterizedTest
  @CsvSource({
    "local, SUCCESSIVE_HALVING, ARRIVAL",
    "objects, SUCCESSIVE_HALVING, ARRIVAL",
    "local, ASHA, ARRIVAL",
    "local, ASHA, DETERMINISTIC",
  })
  void nothingIsLostAndNothingRepeated(
      String store, EarlyStoppingSpec.Rule rule, ExecutionSpec.Order order) throws Exception {
    Driver killed = driver(store, rule, order, "killed");
    boolean same =
        rule == EarlyStoppingSpec.Rule.SUCCESSIVE_HALVING
            || order == ExecutionSpec.Order.DETERMINISTIC;
    var random = new SplittableRandom(1);
    int kills = 0;
    long lostLaneSteps = 0;
    StudyState before = killed.state();
    while (kills < KILLS && before.outcome("exploration").isEmpty()) {
      Process process = killed.start();
      int batches = killed.batches();
      int more = random.nextInt(1, 5);
      int delay = random.nextInt(PACK_MILLIS);
      Progress.await(process, () -> killed.batches() >= batches + more || !process.isAlive());
      process.waitFor(delay, java.util.concurrent.TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();
      kills++;
      StudyState after = killed.state();
      check(before, after);
      List<PackState> inFlight = after.packs(PackState.Status.RUNNING);
      assertThat(inFlight).hasSizeLessThanOrEqualTo(Driver.SLOTS);
      lostLaneSteps += inFlight.stream().mapToLong(pack -> laneSteps(pack.pack())).sum();
      before = after;
    }
    killed.finish();
    StudyState end = killed.state();
    check(before, end);
    assertThat(end.trials()).hasSize(TRIALS).allMatch(t -> t.status() == TrialStatus.ENDED);
    if (same) {
      Driver whole = driver(store, rule, order, "whole");
      whole.finish();
      assertThat(Outcome.of(end)).isEqualTo(Outcome.of(whole.state()));
    }
    long trained =
        end.packs(PackState.Status.COMMITTED).stream()
            .mapToLong(pack -> laneSteps(pack.pack()))
            .sum();
    assertThat(kills).isGreaterThan(KILLS / 2);
    String name = "%s-%s-%s".formatted(store, rule, order).toLowerCase(java.util.Locale.ROOT);
    Figures.of("F1", name)
        .with("kills", kills)
        .with("trials", TRIALS)
        .with("resultsLost", 0)
        .with("stepsCommittedTwice", 0)
        .with("sameAsUndisturbed", same ? "identical" : "same trials")
        .with("mostPacksRepeatedPerKill", Driver.SLOTS)
        .with("repeatedShareOfWork", Math.round(1000.0 * lostLaneSteps / trained) / 1000.0)
        .write(KillAtRandomTimesTest.class);
  }

  private Driver driver(
      String store, EarlyStoppingSpec.Rule rule, ExecutionSpec.Order order, String run) {
    Path place = folder.resolve(run);
    URI root = store.equals("objects") ? ObjectFileSystem.place(place) : Driver.local(place);
    return new Driver(root, rule, TRIALS, PACK_MILLIS, order);
  }

  private static long laneSteps(Pack pack) {
    return (long) pack.trials().size() * (pack.toStep() - pack.fromStep());
  }

  /** What was committed stays, and no step of a trial is committed twice. */
  private static void check(StudyState before, StudyState after) {
    for (TrialState then : before.trials()) {
      TrialState now = after.trial(then.spec().id()).orElseThrow();
      assertThat(now.spec()).isEqualTo(then.spec());
      assertThat(now.trainings().subList(0, then.trainings().size())).isEqualTo(then.trainings());
      if (then.status() == TrialStatus.ENDED) {
        assertThat(now.result()).isEqualTo(then.result());
        assertThat(now.trainings()).isEqualTo(then.trainings());
      }
    }
    for (TrialState trial : after.trials()) {
      int reached = 0;
      for (LaneTraining training : trial.trainings()) {
        Pack pack = after.pack(training.pack()).orElseThrow().pack();
        assertThat(pack.fromStep()).isEqualTo(reached);
        reached = pack.toStep();
      }
    }
  }
}
