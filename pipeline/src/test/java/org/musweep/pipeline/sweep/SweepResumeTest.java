package org.musweep.pipeline.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.musweep.pipeline.log.Event;
import org.musweep.pipeline.log.LeaseHolder;
import org.musweep.pipeline.log.StorageException;
import org.musweep.pipeline.log.Study;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.log.TrialStatus;
import org.musweep.pipeline.testing.InMemoryStudyLog;
import org.musweep.pipeline.testing.QuadraticTrialExecutor;
import org.musweep.pipeline.testing.SweepSpecs;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.TrialSpec;

class SweepResumeTest {

  private static final LeaseHolder DRIVER = new LeaseHolder(1, "test-host", 0);
  private static final SweepSpecs SPEC =
      SweepSpecs.small().withTrials(12).with(new ExecutionSpec.Lanes.Fixed(4));

  @ParameterizedTest
  @EnumSource(CrashingStudyLog.When.class)
  void driverThatDiesAtAnyCommitIsFollowedByOneThatEndsTheSearch(CrashingStudyLog.When when) {
    List<TrialSpec> expected = specs(uninterrupted().read().state());
    int commit = 2;
    while (crashes(commit, when, expected)) {
      commit++;
    }
    assertThat(commit).isGreaterThan(8);
  }

  private static boolean crashes(int commit, CrashingStudyLog.When when, List<TrialSpec> expected) {
    var disk = new InMemoryStudyLog.Disk();
    boolean crashed = false;
    try {
      explore(DriverDiary.open(new CrashingStudyLog(disk.open(DRIVER), commit, when)), 1);
    } catch (StorageException e) {
      crashed = true;
    }
    disk.killDriver();
    StudyState before = disk.read().state();
    finish(disk, before, expected);
    return crashed;
  }

  @Test
  void everyBeginningOfTheLogIsGoneOnFrom() {
    List<Event> events = uninterrupted().read().events();
    List<TrialSpec> expected = specs(uninterrupted().read().state());
    for (int kept = 1; kept <= events.size(); kept++) {
      var disk = new InMemoryStudyLog.Disk();
      try (var log = disk.open(DRIVER)) {
        log.append(events.subList(0, kept));
      }
      finish(disk, disk.read().state(), expected);
    }
  }

  private static void finish(
      InMemoryStudyLog.Disk disk, StudyState before, List<TrialSpec> expected) {
    try (Study study = DriverDiary.open(disk)) {
      explore(study, 2);
      StudyState after = study.state();
      assertThat(specs(after)).isEqualTo(expected);
      assertThat(after.trials()).allMatch(trial -> trial.status() == TrialStatus.ENDED);
      assertThat(after.counts().failed()).isZero();
      for (TrialState ended : before.trials(TrialStatus.ENDED)) {
        TrialState now = after.trial(ended.spec().id()).orElseThrow();
        assertThat(now.result()).isEqualTo(ended.result());
        assertThat(now.trainings()).isEqualTo(ended.trainings());
      }
    }
  }

  @Test
  void trialsOfAnAbandonedPackGoOnFromTheirRung() {
    var disk = new InMemoryStudyLog.Disk();
    var killed = QuadraticTrialExecutor.pooled(SweepSpecs.BEST, 1);
    var observer =
        new SweepObserver() {
          @Override
          public void packStarted(Pack pack) {
            if (pack.fromStep() > 0) {
              killed.close();
            }
          }
        };
    Study first = DriverDiary.open(disk);
    assertThatThrownBy(() -> Sweep.of(SPEC.spec(), first, killed, observer).explore())
        .isInstanceOf(CancellationException.class)
        .hasMessage(
            "The executor was closed while pack p0002 was to run; the sweep can be resumed");
    disk.killDriver();

    DriverDiary diary = new DriverDiary();
    try (Study second = DriverDiary.open(disk);
        var executor = QuadraticTrialExecutor.pooled(SweepSpecs.BEST, 1)) {
      Sweep.of(SPEC.spec(), second, executor, diary).explore();
      assertThat(diary.packs.get(0).id()).isEqualTo("p0003");
      assertThat(diary.packs.get(0).fromStep()).isEqualTo(100);
      assertThat(diary.packs.get(0).trials())
          .isEqualTo(second.state().pack("p0002").orElseThrow().pack().trials());
    }
  }

  @Test
  void interruptedDriverLeavesAStudyThatCanBeResumed() {
    Study study = DriverDiary.emptyStudy();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> explore(study, 1))
        .isInstanceOf(CancellationException.class)
        .hasMessage("The sweep was interrupted; it can be resumed");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(study.state().counts().ended()).isZero();
  }

  private static InMemoryStudyLog.Disk uninterrupted() {
    var disk = new InMemoryStudyLog.Disk();
    try (Study study = DriverDiary.open(disk)) {
      explore(study, 1);
    }
    return disk;
  }

  private static void explore(Study study, int slots) {
    try (var executor = QuadraticTrialExecutor.pooled(SweepSpecs.BEST, slots)) {
      Sweep.of(SPEC.spec(), study, executor, new DriverDiary()).explore();
    }
  }

  private static List<TrialSpec> specs(StudyState state) {
    return state.trials().stream().map(TrialState::spec).toList();
  }
}
