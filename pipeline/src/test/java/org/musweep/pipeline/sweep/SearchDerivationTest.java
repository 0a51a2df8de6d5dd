package org.musweep.pipeline.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.musweep.pipeline.log.Event;
import org.musweep.pipeline.log.LeaseHolder;
import org.musweep.pipeline.log.StorageException;
import org.musweep.pipeline.log.Study;
import org.musweep.pipeline.testing.FailingTrialExecutor;
import org.musweep.pipeline.testing.InMemoryStudyLog;
import org.musweep.pipeline.testing.QuadraticTrialExecutor;
import org.musweep.pipeline.testing.ShuffledTrialExecutor;
import org.musweep.pipeline.testing.SweepSpecs;

class SearchDerivationTest {

  private static final LeaseHolder DRIVER = new LeaseHolder(1, "test-host", 0);

  @ParameterizedTest
  @EnumSource(EarlyStoppingSpec.Rule.class)
  void whatAFastSearchDecidedFollowsFromItsLog(EarlyStoppingSpec.Rule rule) {
    SweepSpecs spec = SweepSpecs.small().with(rule).with(new SamplerSpec.Tpe());
    for (long seed = 0; seed < 4; seed++) {
      List<Event> events = search(spec, 5, seed).read().events();
      assertThat(SearchDerivation.deviation(spec.spec(), events)).isEmpty();
    }
  }

  @Test
  void alsoAfterCrashesAndLosses() {
    SweepSpecs spec = SweepSpecs.small().with(new ExecutionSpec.Lanes.Fixed(3));
    int crashes = 0;
    for (int commit = 2; commit < 16; commit++) {
      var disk = new InMemoryStudyLog.Disk();
      try (var executor = executor(3, commit)) {
        var log = new CrashingStudyLog(disk.open(DRIVER), commit, CrashingStudyLog.When.AFTER);
        Sweep.of(spec.spec(), DriverDiary.open(log), executor, new DriverDiary()).explore();
      } catch (StorageException e) {
        crashes++;
      }
      disk.killDriver();
      search(spec, 4, commit, disk);
      assertThat(SearchDerivation.deviation(spec.spec(), disk.read().events())).isEmpty();
    }
    assertThat(crashes).isGreaterThan(7);
  }

  @Test
  void aLogThatWasChangedDoesNotFollow() {
    SweepSpecs spec = SweepSpecs.small();
    List<Event> events = new ArrayList<>(search(spec, 3, 1).read().events());
    events.removeIf(
        event ->
            event instanceof Event.RungDecided decided && decided.reason().startsWith("rank 1 "));
    assertThat(SearchDerivation.deviation(spec.spec(), events)).isNotEmpty();

    assertThat(
            SearchDerivation.deviation(
                spec.with(EarlyStoppingSpec.Rule.MEDIAN).spec(),
                search(spec, 3, 1).read().events()))
        .isNotEmpty();
  }

  private static InMemoryStudyLog.Disk search(SweepSpecs spec, int slots, long seed) {
    var disk = new InMemoryStudyLog.Disk();
    search(spec, slots, seed, disk);
    return disk;
  }

  private static void search(SweepSpecs spec, int slots, long seed, InMemoryStudyLog.Disk disk) {
    try (Study study = DriverDiary.open(disk);
        var executor =
            FailingTrialExecutor.over(executor(slots, seed))
                .diverging(trial -> trial.index() % 5 == 3)
                .losing(pack -> pack.trials().size() > 1 && pack.id().endsWith("3"))) {
      Sweep.of(spec.spec(), study, executor, new DriverDiary()).explore();
    }
  }

  private static ShuffledTrialExecutor executor(int slots, long seed) {
    QuadraticTrialExecutor quadratic = QuadraticTrialExecutor.sequential(SweepSpecs.BEST);
    quadratic.close();
    return new ShuffledTrialExecutor(quadratic::run, slots, seed);
  }
}
