package org.musweep.pipeline.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.musweep.pipeline.log.Study;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.testing.FailingTrialExecutor;
import org.musweep.pipeline.testing.QuadraticTrialExecutor;
import org.musweep.pipeline.testing.SweepSpecs;
import org.musweep.pipeline.trial.Purpose;
import org.musweep.pipeline.trial.TrialResult;
import org.musweep.pipeline.trial.TrialShape;
import org.musweep.pipeline.trial.TrialSpec;

class FullTrainingTest {

  private static final SweepSpec SPEC = SweepSpecs.small().spec();

  private final DriverDiary diary = new DriverDiary();
  private final Study study = DriverDiary.emptyStudy();

  @Test
  void widerTrialsGoFirstAndEveryWidthIsSpreadOverTheSlots() {
    List<TrialState> states = train(checks(), 2);

    assertThat(states).extracting(TrialState::spec).isEqualTo(checks());
    assertThat(states)
        .allSatisfy(
            state -> assertThat(state.result().orElseThrow().status()).isEqualTo("completed"));
    assertThat(diary.packs)
        .extracting(pack -> pack.shape().width() + "x" + pack.trials().size())
        .containsExactly("128x5", "128x4", "64x5", "64x4", "32x5", "32x4");
    assertThat(diary.packs)
        .allSatisfy(pack -> assertThat(pack.fromStep() + "-" + pack.toStep()).isEqualTo("0-900"));
    SweepProgress last = diary.progress.orElseThrow();
    assertThat(last.phase()).isEqualTo(Purpose.TRANSFER_CHECK);
    assertThat(last.steps()).isEqualTo(new SweepProgress.LaneSteps(27 * 900, 27 * 900));
    assertThat(last.best().orElseThrow().trial().shape().width()).isEqualTo(128);
  }

  @Test
  void trialsThatHaveEndedAreNotTrainedAgain() {
    List<TrialState> first = train(checks().subList(0, 10), 2);
    int packs = diary.packs.size();

    assertThat(train(checks().subList(0, 10), 2)).isEqualTo(first);
    assertThat(diary.packs).hasSize(packs);
    assertThat(train(checks(), 2).subList(0, 10)).isEqualTo(first);
    assertThat(diary.ends).hasSize(27).doesNotContainValue(2);
  }

  @Test
  void lostPacksAreTriedAgainAndTheTrialThatKillsThemFails() {
    var faulty =
        FailingTrialExecutor.over(QuadraticTrialExecutor.pooled(SweepSpecs.BEST, 2))
            .losing(pack -> pack.trials().contains(checks().get(4)));
    List<TrialState> states;
    try (faulty) {
      states = Sweep.of(SPEC, study, faulty, diary).train(checks());
    }

    assertThat(states.get(4).result().orElseThrow().status()).isEqualTo("failed");
    assertThat(DriverDiary.count(states, TrialResult.Completed.class)).isEqualTo(26);
    assertThat(diary.lost).hasSize(3);
  }

  @Test
  void nothingToTrainIsNoWork() {
    assertThat(train(List.of(), 2)).isEmpty();
    assertThat(diary.packs).isEmpty();
  }

  private List<TrialState> train(List<TrialSpec> trials, int slots) {
    try (var executor = QuadraticTrialExecutor.pooled(SweepSpecs.BEST, slots)) {
      return Sweep.of(SPEC, study, executor, diary).train(trials);
    }
  }

  /** Three widths, interleaved, at nine seeds each. */
  private static List<TrialSpec> checks() {
    List<TrialSpec> trials = new ArrayList<>();
    for (long seed : SeedPlan.transferCheck(SPEC, 9)) {
      for (int width : List.of(32, 64, 128)) {
        var shape = new TrialShape("maximal-update", width, 2, 4, SweepSpecs.STEPS);
        trials.add(
            TrialSpec.of(Purpose.TRANSFER_CHECK, trials.size(), shape, SweepSpecs.BEST, seed));
      }
    }
    return trials;
  }
}
