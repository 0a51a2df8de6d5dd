package org.musweep.pipeline.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.musweep.pipeline.log.StudyEvents.RUNG;
import static org.musweep.pipeline.log.StudyEvents.committed;
import static org.musweep.pipeline.log.StudyEvents.ended;
import static org.musweep.pipeline.log.StudyEvents.opened;
import static org.musweep.pipeline.log.StudyEvents.paused;
import static org.musweep.pipeline.log.StudyEvents.started;

import org.junit.jupiter.api.Test;
import org.musweep.pipeline.trial.TrialResult;
import org.musweep.pipeline.trial.TrialSpec;

class StudyStateTest {

  private static final TrialSpec A = StudyEvents.trial(0);
  private static final TrialSpec B = StudyEvents.trial(1);
  private static final TrialResult DONE = new TrialResult.Completed(1200, 2.25);

  private final StudyState state = new StudyState();

  @Test
  void trialGoesFromSuggestionOverARungToItsEnd() {
    apply(opened(1), new Event.TrialSuggested(A));
    assertThat(state.trials(TrialStatus.SUGGESTED)).hasSize(1);

    apply(started("p0001", 0, RUNG, A));
    assertThat(trial(A).status()).isEqualTo(TrialStatus.RUNNING);

    apply(committed("p0001", paused(A, 2.5)));
    assertThat(trial(A).status()).isEqualTo(TrialStatus.PAUSED);
    assertThat(trial(A).progress()).isEqualTo(new TrialState.Progress(RUNG, 2.5));

    apply(new Event.RungDecided(A.id(), 0, RUNG, RungDecision.PROMOTED, "rank 1 of 3"));
    apply(started("p0002", RUNG, 1200, A), committed("p0002", ended(A, DONE)));
    apply(new Event.RungDecided(A.id(), 1, 1200, RungDecision.COMPLETED, "horizon"));

    TrialState end = trial(A);
    assertThat(end.status()).isEqualTo(TrialStatus.ENDED);
    assertThat(end.ending()).contains(new TrialState.Ending(DONE, 18L));
    assertThat(end.rungs())
        .containsExactly(
            new RungResult(0, RUNG, 2.5, RungDecision.PROMOTED, "rank 1 of 3"),
            new RungResult(1, 1200, 2.25, RungDecision.COMPLETED, "horizon"));
    assertThat(end.trainings())
        .containsExactly(
            new LaneTraining("p0001", 0, 1, 1.5, "worker-1"),
            new LaneTraining("p0002", 0, 1, 1.5, "worker-1"));
    assertThat(state.counts()).isEqualTo(new StudyCounts(0, 0, 0, 1, 0, 0, 0));
    assertThat(state.committedFiles())
        .containsExactly("staging/p0001-0-curves.parquet", "staging/p0002-0-curves.parquet");
  }

  @Test
  void trialsOfALostPackAreWhereTheyWereBeforeIt() {
    apply(opened(1), new Event.TrialSuggested(A), new Event.TrialSuggested(B));
    apply(started("p0001", 0, RUNG, A), committed("p0001", paused(A, 2.5)));
    apply(started("p0002", RUNG, 1200, A), new Event.PackLost("p0002", "executor died"));
    apply(started("p0003", 0, RUNG, B), new Event.PackLost("p0003", "executor died"));

    assertThat(trial(A).status()).isEqualTo(TrialStatus.PAUSED);
    assertThat(trial(A).progress()).isEqualTo(new TrialState.Progress(RUNG, 2.5));
    assertThat(trial(A).lostPacks()).isEqualTo(1);
    assertThat(trial(B).status()).isEqualTo(TrialStatus.SUGGESTED);
    assertThat(state.packs(PackState.Status.LOST))
        .extracting(PackState::lostReason)
        .containsExactly("executor died", "executor died");
  }

  @Test
  void packsThatADeadDriverLeftAreAbandonedWhenTheNextOneOpens() {
    apply(opened(1), new Event.TrialSuggested(A), started("p0001", 0, RUNG, A));
    assertThat(state.packs(PackState.Status.RUNNING)).hasSize(1);

    apply(opened(2));

    assertThat(trial(A).status()).isEqualTo(TrialStatus.SUGGESTED);
    PackState pack = state.pack("p0001").orElseThrow();
    assertThat(pack.status()).isEqualTo(PackState.Status.ABANDONED);
    assertThat(pack.lostReason()).isEqualTo("the driver of epoch 1 ended before it did");
    assertThat(state.nextPackId()).isEqualTo("p0002");
  }

  @Test
  void lateReportOfALostPackIsRefusedAndChangesNothing() {
    apply(opened(1), new Event.TrialSuggested(A), started("p0001", 0, 1200, A), opened(2));
    assertRefused(
        committed("p0001", ended(A, DONE)),
        "pack p0001 is ABANDONED, what comes of it now is too late");
    assertThat(trial(A).result()).isEmpty();
  }

  @Test
  void committedResultIsNeverRepeatedOrReplaced() {
    apply(opened(1), new Event.TrialSuggested(A), started("p0001", 0, 1200, A));
    apply(committed("p0001", ended(A, DONE)));

    assertRefused(committed("p0001", ended(A, DONE)), "pack p0001 is COMMITTED");
    assertRefused(
        started("p0002", 0, 1200, A),
        "pack p0002 starts trial " + A.id() + " at step 0, but it is");
    assertRefused(new Event.TrialSuggested(A), "was suggested before");
    assertRefused(
        new Event.TrialEnded(A.id(), new TrialResult.Stopped(9, 3, "budget"), 0L),
        "has ended before, completed");
    assertThat(trial(A).result()).contains(DONE);
  }

  @Test
  void trialThatTheDriverEndedKeepsThatResultWhenItsPackReports() {
    var stopped = new TrialResult.Stopped(0, Double.NaN, "budget");
    apply(opened(1), new Event.TrialSuggested(A), started("p0001", 0, 1200, A));
    apply(new Event.TrialEnded(A.id(), stopped, 7L), committed("p0001", ended(A, DONE)));

    assertThat(trial(A).result()).contains(stopped);
    assertThat(trial(A).trainings()).hasSize(1);
  }

  @Test
  void contradictionsAreNamed() {
    apply(opened(2), new Event.TrialSuggested(A), new Event.TrialSuggested(B));
    assertRefused(opened(2), "epoch 2 does not follow epoch 2");
    assertRefused(started("p0001", RUNG, 1200, A), "at step 400, but it is SUGGESTED at step 0");
    assertRefused(started("p0001", 0, RUNG, StudyEvents.trial(7)), "was never suggested");
    assertRefused(new Event.PackLost("p0009", "x"), "pack p0009 was never started");
    apply(started("p0001", 0, RUNG, A));
    assertRefused(started("p0001", 0, RUNG, B), "pack p0001 was started before");
    assertRefused(committed("p0001", paused(B, 1)), "pack p0001 has lanes [" + A.id() + "]");
    var decided = new Event.RungDecided(A.id(), 0, RUNG, RungDecision.STOPPED, "rank 3 of 3");
    apply(decided);
    assertRefused(decided, "was judged at rung 0 before");
  }

  @Test
  void finishedStepsAreKnownWithTheirOutcome() {
    apply(new Event.StepFinished("coord-check", "passed"), new Event.StepFinished("sweep", "done"));
    assertThat(state.finishedSteps()).containsExactly("coord-check", "sweep");
    assertThat(state.outcome("coord-check")).contains("passed");
    assertThat(state.outcome("select")).isEmpty();
  }

  private TrialState trial(TrialSpec spec) {
    return state.trial(spec.id()).orElseThrow();
  }

  private void apply(Event... events) {
    for (Event event : events) {
      state.apply(event);
    }
  }

  private void assertRefused(Event event, String reason) {
    assertThatThrownBy(() -> state.apply(event))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("Cannot record event: ")
        .hasMessageContaining(reason);
  }
}
