package org.musweep.pipeline.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.musweep.pipeline.log.LaneTraining;
import org.musweep.pipeline.log.PackState;
import org.musweep.pipeline.log.Study;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.log.TrialStatus;
import org.musweep.pipeline.testing.QuadraticTrialExecutor;
import org.musweep.pipeline.testing.SweepSpecs;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.PackReport;
import org.musweep.pipeline.trial.TrialExecutor;
import org.musweep.pipeline.trial.TrialResult;
import org.musweep.pipeline.trial.TrialSpec;

class SweepBudgetTest {

  private final DriverDiary diary = new DriverDiary();
  private final Study study = DriverDiary.emptyStudy();

  @Test
  void whenTimeIsUpPacksAreCancelledAndTrialsStopped() {
    var clock = new SetClock();
    List<CompletableFuture<PackReport>> futures = new ArrayList<>();
    SweepSpecs spec =
        SweepSpecs.small()
            .with(EarlyStoppingSpec.Rule.SUCCESSIVE_HALVING)
            .with(new BudgetSpec(Duration.ofSeconds(60), Long.MAX_VALUE, Long.MAX_VALUE));
    try (var quadratic = QuadraticTrialExecutor.pooled(SweepSpecs.BEST, 2)) {
      var executor =
          new TrialExecutor() {
            @Override
            public int slots() {
              return 2;
            }

            @Override
            public CompletableFuture<PackReport> submit(Pack pack) {
              if (pack.fromStep() == 0) {
                return quadratic.submit(pack);
              }
              clock.nanos += TimeUnit.SECONDS.toNanos(61);
              futures.add(new CompletableFuture<>());
              return futures.get(futures.size() - 1);
            }

            @Override
            public void close() {}
          };
      Sweep.of(spec.spec(), study, executor, diary, clock).explore();
      Sweep.of(spec.spec(), study, executor, diary, clock).explore();
    }

    assertThat(futures).isNotEmpty().allMatch(CompletableFuture::isCancelled);
    assertThat(study.state().outcome("exploration"))
        .get()
        .asString()
        .startsWith("wall-clock at PT1M, 27 trials of ");
    List<TrialState> trials = study.state().trials();
    assertThat(diary.ends.keySet())
        .hasSize(study.state().counts().ended())
        .hasSizeLessThan(trials.size());
    assertThat(trials)
        .filteredOn(trial -> trial.status() != TrialStatus.ENDED)
        .isNotEmpty()
        .allSatisfy(
            trial -> {
              assertThat(trial.status()).isEqualTo(TrialStatus.PAUSED);
              assertThat(trial.progress().step()).isEqualTo(100);
              assertThat(trial.lostPacks()).isZero();
            });
    assertThat(study.state().packs(PackState.Status.CANCELLED)).hasSameSizeAs(futures);
  }

  @Test
  void aLargerBudgetGoesOnWhereTheSearchWasEnded() {
    SweepSpecs spec = SweepSpecs.small().with(new ExecutionSpec.Lanes.Fixed(4));
    explore(spec.with(new BudgetSpec(BudgetSpec.FOREVER, Long.MAX_VALUE, 3_550)));
    assertThat(SearchOutcome.of(study.state()).orElseThrow())
        .extracting(SearchOutcome::kind, SearchOutcome::limit)
        .containsExactly(SearchOutcome.Kind.STEPS, "3550");
    List<TrialState> before = study.state().trials();

    explore(spec);
    assertThat(SearchOutcome.of(study.state()).orElseThrow())
        .extracting(SearchOutcome::kind, SearchOutcome::limit, SearchOutcome::trials)
        .containsExactly(SearchOutcome.Kind.COMPLETED, "", 27);
    assertThat(study.state().counts().ended()).isEqualTo(27);
    assertThat(study.state().trials())
        .extracting(TrialState::spec)
        .startsWith(before.stream().map(TrialState::spec).toArray(TrialSpec[]::new));
    // What was trained before is not trained again.
    for (TrialState trial : before) {
      assertThat(study.state().trial(trial.spec().id()).orElseThrow().trainings())
          .startsWith(trial.trainings().toArray(LaneTraining[]::new));
    }
  }

  @Test
  void deviceHoursCountWhatPacksTrained() {
    // A quadratic pack says that it trained 1 ms a step: 0.1 s to the first rung.
    double hours = 0.25 / 3600;
    explore(
        SweepSpecs.small()
            .with(new ExecutionSpec.Lanes.Fixed(4))
            .with(
                new BudgetSpec(
                    BudgetSpec.FOREVER,
                    Long.MAX_VALUE,
                    Long.MAX_VALUE,
                    hours,
                    BudgetSpec.Stall.NEVER)));
    assertThat(SearchOutcome.of(study.state()).orElseThrow().kind())
        .isEqualTo(SearchOutcome.Kind.DEVICE_HOURS);
    double seconds =
        study.state().packs(PackState.Status.COMMITTED).stream()
            .mapToDouble(pack -> pack.report().orElseThrow().seconds())
            .sum();
    // Packs that run when the hours are used up end at their rung: at most one a slot.
    assertThat(seconds).isBetween(0.25, 0.25 + 2 * 0.6);
  }

  @Test
  void aSearchThatFindsNothingBetterAnyMoreEnds() {
    SweepSpecs spec =
        SweepSpecs.small()
            .withTrials(200)
            .with(EarlyStoppingSpec.Rule.NONE)
            .with(new ExecutionSpec.Lanes.Fixed(4))
            .with(
                new BudgetSpec(
                    BudgetSpec.FOREVER,
                    Long.MAX_VALUE,
                    Long.MAX_VALUE,
                    Double.POSITIVE_INFINITY,
                    new BudgetSpec.Stall(20, 0.01)));
    // One pack at a time: the last trials to begin are the last to end.
    try (var executor = QuadraticTrialExecutor.sequential(SweepSpecs.BEST)) {
      Sweep.of(spec.spec(), study, executor, diary).explore();
    }
    SearchOutcome outcome = SearchOutcome.of(study.state()).orElseThrow();
    assertThat(outcome.kind()).isEqualTo(SearchOutcome.Kind.NO_IMPROVEMENT);
    List<TrialState> trials = study.state().trials();
    assertThat(trials).hasSizeBetween(20, 120);
    double best = trials.stream().mapToDouble(trial -> trial.progress().loss()).min().orElseThrow();
    double bestBeforeTheLast20 =
        trials.subList(0, trials.size() - 20).stream()
            .mapToDouble(trial -> trial.progress().loss())
            .min()
            .orElseThrow();
    assertThat(bestBeforeTheLast20).isLessThanOrEqualTo(best + 0.01);
    assertThat(outcome.sentence())
        .isEqualTo(
            "budget.no-improvement: 20 ended the search after %d trials; a larger one goes on with it"
                .formatted(trials.size()));
  }

  @Test
  void stepsAreNeverOverspent() {
    SweepSpecs spec =
        SweepSpecs.small()
            .with(new BudgetSpec(BudgetSpec.FOREVER, Long.MAX_VALUE, 3_550))
            .with(new ExecutionSpec.Lanes.Fixed(4));
    explore(spec);

    long steps = study.state().trials().stream().mapToLong(t -> t.progress().step()).sum();
    // What is left is less than the cheapest pack, one lane from one rung to the next.
    assertThat(steps).isBetween(3_550L - 600, 3_550L);
    assertThat(SearchOutcome.of(study.state()).orElseThrow().sentence())
        .startsWith("budget.steps: 3550 ended the search after ");
  }

  @Test
  void trialsAreFewerThanAskedForIfTheBudgetSaysSo() {
    explore(SweepSpecs.small().with(new BudgetSpec(BudgetSpec.FOREVER, 5, Long.MAX_VALUE)));

    assertThat(study.state().trials()).hasSize(5);
    assertThat(DriverDiary.count(study.state().trials(), TrialResult.Completed.class)).isPositive();
    assertThat(SearchOutcome.of(study.state()).orElseThrow())
        .extracting(SearchOutcome::kind, SearchOutcome::limit, SearchOutcome::trials)
        .containsExactly(SearchOutcome.Kind.TRIALS, "5", 5);
  }

  private void explore(SweepSpecs spec) {
    try (var executor = QuadraticTrialExecutor.pooled(SweepSpecs.BEST, 2)) {
      Sweep.of(spec.spec(), study, executor, diary).explore();
    }
  }

  private static final class SetClock implements SweepClock {
    private long nanos;

    @Override
    public long nanoTime() {
      return nanos;
    }

    @Override
    public long currentTimeMillis() {
      return 0;
    }
  }
}
