package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.jobs.RunIdentity.Changes;
import org.musweep.pipeline.log.Event;
import org.musweep.pipeline.log.LeaseHolder;
import org.musweep.pipeline.log.LogStore;
import org.musweep.pipeline.log.Study;
import org.musweep.pipeline.log.StudyLog;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.sweep.SpecException;
import org.musweep.pipeline.trial.LaneReport;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.PackReport;
import org.musweep.pipeline.trial.Purpose;
import org.musweep.pipeline.trial.TrialResult;
import org.musweep.pipeline.trial.TrialShape;
import org.musweep.pipeline.trial.TrialSpec;

/** Trials of one run come from one data set and one program, or the run says otherwise. */
class OriginTest {

  @TempDir private Path folder;

  private Study study;

  @BeforeEach
  void open() {
    study = Study.of(StudyLog.open(LogStore.at(folder.toUri()), LeaseHolder.thisProcess(0)));
    study.record(new Event.StudyOpened(study.epoch(), "5bec", "unknown", "r1", 0));
  }

  @AfterEach
  void close() {
    study.close();
  }

  private void trainOneTrial() {
    TrialShape shape = new TrialShape("standard", 8, 1, 4, 20);
    TrialSpec trial = TrialSpec.of(Purpose.EXPLORATION, 0, shape, Configuration.of(), 5);
    LaneReport lane = new LaneReport.Ended(trial.id(), new TrialResult.Completed(20, 1.5));
    study.record(
        new Event.TrialSuggested(trial),
        new Event.PackStarted(new Pack("p0001", shape, 0, 20, List.of(trial)), 0),
        new Event.PackCommitted(new PackReport("p0001", List.of(lane), 1, "h", List.of()), 0));
  }

  private void check(String data, String program, Changes changes) {
    Origin.check(study, data, program, changes, "out/small/main");
  }

  @Test
  void theSameDataAndProgramAreFine() {
    check("da7a", "r1", Changes.NONE);
    trainOneTrial();
    check("da7a", "r1", Changes.NONE);
    assertThat(Origin.mixed(study.state())).isEmpty();
  }

  @Test
  void beforeAnythingIsTrainedBothMayChange() {
    check("da7a", "r1", Changes.NONE);
    check("da7b", "r2", Changes.NONE);
    trainOneTrial();
    check("da7b", "r2", Changes.NONE);
    assertThat(Origin.mixed(study.state())).isEmpty();
  }

  @Test
  void otherDataOrAnotherProgramAreRefused() {
    check("da7a", "r1", Changes.NONE);
    trainOneTrial();
    assertThatThrownBy(() -> check("da7b", "r2", Changes.EXTENSION))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining(
            "out/small/main: this run's trials were trained otherwise: data was da7a and is da7b;"
                + " program was r1 and is r2; use another --run-id, or --force to mix them");
    // A refusal records nothing: the next attempt is refused too.
    assertThatThrownBy(() -> check("da7b", "r1", Changes.NONE)).isInstanceOf(SpecException.class);
    check("da7a", "r1", Changes.NONE);
  }

  @Test
  void forcedMixturesAreMarkedForGood() {
    check("da7a", "r1", Changes.NONE);
    trainOneTrial();
    check("da7b", "r1", Changes.FORCED);
    check("da7b", "r1", Changes.NONE);
    check("da7b", "r2", Changes.FORCED);
    assertThat(Origin.mixed(study.state()))
        .contains("data was da7a and is da7b; program was r1 and is r2");
  }
}
