package org.musweep.pipeline.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.musweep.pipeline.log.LaneTraining;
import org.musweep.pipeline.log.LeaseHolder;
import org.musweep.pipeline.log.PackState;
import org.musweep.pipeline.log.StorageException;
import org.musweep.pipeline.log.Study;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.testing.FailingTrialExecutor;
import org.musweep.pipeline.testing.InMemoryStudyLog;
import org.musweep.pipeline.testing.QuadraticTrialExecutor;
import org.musweep.pipeline.testing.ShuffledTrialExecutor;
import org.musweep.pipeline.testing.SweepSpecs;
import org.musweep.pipeline.trial.TrialExecutor;

/** The deterministic order: the same tables however many slots there are and whoever is late. */
class DeterministicOrderTest {

  private static final LeaseHolder DRIVER = new LeaseHolder(1, "test-host", 0);
  private static final SweepSpecs SPEC =
      SweepSpecs.small()
          .with(new ExecutionSpec.Mode(ExecutionSpec.Order.DETERMINISTIC, 6))
          .with(new ExecutionSpec.Lanes.Fixed(3));

  @ParameterizedTest
  @EnumSource(EarlyStoppingSpec.Rule.class)
  void tablesAreTheSameAtAnyParallelism(EarlyStoppingSpec.Rule rule) {
    List<String> expected = table(search(SPEC.with(rule), 1, 0));
    assertThat(expected).hasSize(27);
    for (int slots : new int[] {4, 16}) {
      for (long seed = 1; seed <= 5; seed++) {
        assertThat(table(search(SPEC.with(rule), slots, seed)))
            .as("%d slots, order %d", slots, seed)
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void inOrderOfArrivalTheyAreNot() {
    SweepSpecs fast =
        SPEC.with(new ExecutionSpec.Mode(ExecutionSpec.Order.ARRIVAL, 6)).withTrials(60);
    assertThat(table(search(fast, 16, 1))).isNotEqualTo(table(search(fast, 1, 0)));
  }

  @Test
  void tablesAreTheSameWhereTrialsDivergeAndFail() {
    List<String> expected = table(search(SPEC, 1, 0, DeterministicOrderTest::faulty));
    assertThat(expected).anyMatch(row -> row.contains("Diverged"));
    for (long seed = 1; seed <= 5; seed++) {
      assertThat(table(search(SPEC, 16, seed, DeterministicOrderTest::faulty))).isEqualTo(expected);
    }
  }

  private static TrialExecutor faulty(TrialExecutor executor) {
    return FailingTrialExecutor.over(executor)
        .diverging(trial -> trial.index() % 5 == 3)
        .throwing(trial -> trial.index() % 7 == 2);
  }

  @ParameterizedTest
  @EnumSource(CrashingStudyLog.When.class)
  void driverThatDiesAtAnyCommitChangesNothing(CrashingStudyLog.When when) {
    List<String> expected = results(search(SPEC, 1, 0));
    int commit = 2;
    boolean crashed = true;
    while (crashed) {
      var disk = new InMemoryStudyLog.Disk();
      crashed = false;
      try (var executor = executor(3, commit)) {
        Study study = DriverDiary.open(new CrashingStudyLog(disk.open(DRIVER), commit, when));
        Sweep.of(SPEC.spec(), study, executor, new DriverDiary()).explore();
      } catch (StorageException e) {
        crashed = true;
      }
      disk.killDriver();
      assertThat(results(search(SPEC, 4, commit, disk)))
          .as("crash at commit %d", commit)
          .isEqualTo(expected);
      commit++;
    }
    assertThat(commit).isGreaterThan(12);
  }

  @Test
  void lostPacksAreTrainedAgainAndChangeNothing() {
    List<String> expected = results(search(SPEC, 1, 0));
    for (long seed = 1; seed <= 3; seed++) {
      List<String> lost = new ArrayList<>();
      StudyState state =
          search(
              SPEC,
              4,
              seed,
              executor ->
                  FailingTrialExecutor.over(executor)
                      .losing(
                          pack -> {
                            boolean loses =
                                pack.trials().size() == 3
                                    && Math.floorMod(pack.id().hashCode(), 4) == 1;
                            if (loses) {
                              lost.add(pack.id());
                            }
                            return loses;
                          }));
      assertThat(state.packs(PackState.Status.LOST)).hasSameSizeAs(lost).isNotEmpty();
      assertThat(results(state)).isEqualTo(expected);
    }
  }

  @Test
  void aFinishedSearchIsExtendedInTheSameWayAtAnyParallelism() {
    List<String> expected = extended(1, 0);
    assertThat(expected).hasSize(40);
    assertThat(extended(16, 3)).isEqualTo(expected);
  }

  private static List<String> extended(int slots, long seed) {
    var disk = new InMemoryStudyLog.Disk();
    search(SPEC, slots, seed, disk);
    return results(search(SPEC.withTrials(40), slots, seed, disk));
  }

  @Test
  void searchThatIsGoneThroughAgainOtherwiseIsRefused() {
    var disk = new InMemoryStudyLog.Disk();
    try (var executor = executor(1, 0)) {
      Study study =
          DriverDiary.open(
              new CrashingStudyLog(disk.open(DRIVER), 12, CrashingStudyLog.When.AFTER));
      Sweep.of(SPEC.spec(), study, executor, new DriverDiary()).explore();
    } catch (StorageException e) {
      disk.killDriver();
    }
    assertThatThrownBy(() -> search(SPEC.with(EarlyStoppingSpec.Rule.NONE), 1, 0, disk))
        .isInstanceOf(IllegalStateException.class);
  }

  private static StudyState search(SweepSpecs spec, int slots, long seed) {
    return search(spec, slots, seed, new InMemoryStudyLog.Disk());
  }

  private interface Wrapping {
    TrialExecutor over(TrialExecutor executor);
  }

  private static StudyState search(SweepSpecs spec, int slots, long seed, Wrapping faults) {
    return search(spec, slots, seed, faults, new InMemoryStudyLog.Disk());
  }

  private static StudyState search(
      SweepSpecs spec, int slots, long seed, InMemoryStudyLog.Disk disk) {
    return search(spec, slots, seed, executor -> executor, disk);
  }

  private static StudyState search(
      SweepSpecs spec, int slots, long seed, Wrapping faults, InMemoryStudyLog.Disk disk) {
    try (Study study = DriverDiary.open(disk);
        var executor = executor(slots, seed)) {
      Sweep.of(spec.spec(), study, faults.over(executor), new DriverDiary()).explore();
    }
    return disk.read().state();
  }

  private static ShuffledTrialExecutor executor(int slots, long seed) {
    QuadraticTrialExecutor quadratic = QuadraticTrialExecutor.sequential(SweepSpecs.BEST);
    quadratic.close();
    return new ShuffledTrialExecutor(quadratic::run, slots, seed);
  }

  /** All that the tables say but times, with packs and lanes. */
  private static List<String> table(StudyState state) {
    return state.trials().stream()
        .map(
            trial ->
                row(trial)
                    + trial.trainings().stream().map(DeterministicOrderTest::training).toList())
        .toList();
  }

  private static String training(LaneTraining training) {
    return "%s %d/%d".formatted(training.pack(), training.lane(), training.lanes());
  }

  /** All that the tables say but times and attempts. */
  private static List<String> results(StudyState state) {
    return state.trials().stream().map(DeterministicOrderTest::row).toList();
  }

  private static String row(TrialState trial) {
    return trial.spec() + " " + trial.result() + " " + trial.rungs();
  }
}
