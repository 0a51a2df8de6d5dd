package org.musweep.pipeline.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.musweep.pipeline.forecast.WorkPart;
import org.musweep.pipeline.forecast.Workload;
import org.musweep.pipeline.log.Event;
import org.musweep.pipeline.log.RungDecision;
import org.musweep.pipeline.log.Study;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.sampling.History;
import org.musweep.pipeline.testing.InMemoryStudyLog;
import org.musweep.pipeline.testing.QuadraticTrialExecutor;
import org.musweep.pipeline.testing.SweepSpecs;
import org.musweep.pipeline.trial.Purpose;
import org.musweep.pipeline.trial.TrialResult;

class SweepTest {

  private final DriverDiary diary = new DriverDiary();
  private final Study study = DriverDiary.emptyStudy();

  @Test
  void bestTrialOfTheQuadraticIsTrainedToTheHorizon() {
    try (var executor = QuadraticTrialExecutor.pooled(SweepSpecs.BEST, 4)) {
      Sweep.of(SweepSpecs.small().spec(), study, executor, diary).explore();

      List<TrialState> trials = study.state().trials(Purpose.EXPLORATION);
      assertThat(trials).hasSize(27);
      double best =
          trials.stream()
              .mapToDouble(trial -> executor.loss(trial.spec(), SweepSpecs.STEPS))
              .min()
              .orElseThrow();
      SweepProgress.Best found = diary.progress.orElseThrow().best().orElseThrow();
      assertThat(found.step()).isEqualTo(SweepSpecs.STEPS);
      assertThat(found.loss()).isEqualTo(best);
    }
  }

  @Test
  void ashaSendsAboutOneInThreeOn() {
    explore(SweepSpecs.small(), 1);

    // 9 of 27 in the end; a few more because some were among the best third of those seen so far.
    assertThat(promoted(0)).isBetween(9L, 13L);
    assertThat(promoted(1)).isBetween(promoted(0) / 3, promoted(0) / 3 + 2);
    assertThat(completed()).isEqualTo(promoted(1));
  }

  @Test
  void synchronousHalvingSendsExactlyOneInThreeOn() {
    explore(SweepSpecs.small().with(EarlyStoppingSpec.Rule.SUCCESSIVE_HALVING), 4);

    assertThat(promoted(0)).isEqualTo(9);
    assertThat(promoted(1)).isEqualTo(3);
    assertThat(completed()).isEqualTo(3);
  }

  @Test
  void withoutEarlyStoppingAllTrialsCompleteInOnePackEach() {
    explore(SweepSpecs.small().with(EarlyStoppingSpec.Rule.NONE), 4);

    assertThat(completed()).isEqualTo(27);
    assertThat(diary.packs).extracting(pack -> pack.trials().size()).containsExactly(7, 7, 7, 6);
    assertThat(diary.progress.orElseThrow().steps())
        .isEqualTo(new SweepProgress.LaneSteps(27L * 900, 27L * 900));
  }

  @ParameterizedTest
  @EnumSource(EarlyStoppingSpec.Rule.class)
  void everyTrialEndsOnceAndEveryJudgementIsTold(EarlyStoppingSpec.Rule rule) {
    explore(SweepSpecs.small().with(rule), 3);

    List<TrialState> trials = study.state().trials(Purpose.EXPLORATION);
    assertThat(diary.ends).hasSize(27).containsValue(1).doesNotContainValue(2);
    assertThat(trials).allSatisfy(trial -> assertThat(trial.result()).isPresent());
    assertThat(diary.rungs).hasSize(trials.stream().mapToInt(trial -> trial.rungs().size()).sum());
    assertThat(study.state().outcome("exploration"))
        .get()
        .asString()
        .startsWith("completed, 27 trials of ");
    SweepProgress last = diary.progress.orElseThrow();
    assertThat(last.counts().ended()).isEqualTo(27);
    assertThat(last.packs()).isEmpty();
    assertThat(last.steps().expected()).isEqualTo(last.steps().done());
  }

  @Test
  void trialsThatAreAddedAreStillToBeDoneInAForecast() {
    explore(SweepSpecs.small(), 3);
    study.record(new Event.StepFinished("sweep", "done"));

    assertThat(searchLeft(SweepSpecs.small())).isZero();
    assertThat(searchLeft(SweepSpecs.small().withTrials(60))).isPositive();
  }

  private long searchLeft(SweepSpecs specs) {
    return new Workload(specs.spec(), study.state(), false, 3)
        .parts().stream()
            .filter(part -> part.step().equals("sweep"))
            .mapToLong(WorkPart::laneSteps)
            .sum();
  }

  @Test
  void promotedTrialsGoBeforeNewOnesAndGoOnWhereTheyWere() {
    explore(SweepSpecs.small().with(new ExecutionSpec.Lanes.Fixed(9)), 1);

    // 9 at the first rung, 3 of which go on before the next 9 start.
    assertThat(diary.packs.get(1).fromStep()).isEqualTo(100);
    assertThat(diary.packs.get(1).toStep()).isEqualTo(300);
    assertThat(diary.packs.get(1).trials()).hasSize(3).isSubsetOf(diary.packs.get(0).trials());
    assertThat(diary.packs).allSatisfy(pack -> assertThat(pack.trials().size()).isBetween(1, 9));
  }

  @Test
  void gridHasAsManyTrialsAsPoints() {
    explore(SweepSpecs.small().with(new SamplerSpec.Grid(3)), 2);

    assertThat(study.state().trials()).hasSize(9);
    assertThat(study.state().trials())
        .extracting(trial -> trial.spec().configuration())
        .doesNotHaveDuplicates();
  }

  @Test
  void randomAndSobolSearchesDiffer() {
    explore(SweepSpecs.small().with(new SamplerSpec.Random()), 2);
    assertThat(study.state().trials().get(0).spec().configuration())
        .isNotEqualTo(
            Suggestions.of(SweepSpecs.small().spec()).trial(0, History::none).configuration());
  }

  @Test
  void aSearchThatLearnsWaitsForResults() {
    explore(SweepSpecs.small().with(new SamplerSpec.Tpe()).withTrials(40), 2);

    List<TrialState> trials = study.state().trials();
    assertThat(trials).hasSize(40);
    assertThat(diary.packs.get(0).trials().size() + diary.packs.get(1).trials().size())
        .isLessThanOrEqualTo(8);
    assertThat(distance(trials.subList(30, 40))).isLessThan(distance(trials.subList(0, 10)));
  }

  /** The mean distance to the best point, in octaves. */
  private static double distance(List<TrialState> trials) {
    return trials.stream()
        .map(trial -> trial.spec().configuration())
        .mapToDouble(
            one ->
                Math.hypot(
                    Math.log(one.number("learning-rate").orElseThrow() / 0.02),
                    Math.log(one.number("init-scale").orElseThrow())))
        .average()
        .orElseThrow();
  }

  @Test
  void searchThatIsDoneIsNotDoneAgain() {
    explore(SweepSpecs.small(), 2);
    int packs = diary.packs.size();
    explore(SweepSpecs.small(), 2);
    assertThat(diary.packs).hasSize(packs);

    explore(SweepSpecs.small().withTrials(30), 2);
    assertThat(study.state().trials()).hasSize(30);
    assertThat(diary.ends).hasSize(30).doesNotContainValue(2);
  }

  @Test
  void studyMustBeOpenedByItsDriver() {
    Study unopened = Study.of(InMemoryStudyLog.empty());
    try (var executor = QuadraticTrialExecutor.sequential(SweepSpecs.BEST)) {
      assertThatThrownBy(() -> Sweep.of(SweepSpecs.small().spec(), unopened, executor, diary))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Invalid study: the driver of epoch 1 has not recorded that it opened it (last:"
                  + " none)");
    }
  }

  private void explore(SweepSpecs spec, int slots) {
    try (var executor = QuadraticTrialExecutor.pooled(SweepSpecs.BEST, slots)) {
      Sweep.of(spec.spec(), study, executor, diary).explore();
    }
  }

  private long promoted(int rung) {
    return diary.rungs.stream()
        .filter(result -> result.rung() == rung && result.decision() == RungDecision.PROMOTED)
        .count();
  }

  private long completed() {
    return DriverDiary.count(study.state().trials(), TrialResult.Completed.class);
  }
}
