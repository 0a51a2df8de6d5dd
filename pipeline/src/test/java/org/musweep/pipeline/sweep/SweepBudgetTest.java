package org.musweep.pipeline.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.musweep.pipeline.log.Study;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.testing.QuadraticTrialExecutor;
import org.musweep.pipeline.testing.SweepSpecs;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.PackReport;
import org.musweep.pipeline.trial.TrialExecutor;
import org.musweep.pipeline.trial.TrialResult;

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
    assertThat(study.state().outcome("exploration")).contains("out-of-budget");
    List<TrialState> trials = study.state().trials();
    assertThat(study.state().counts().ended()).isEqualTo(trials.size());
    assertThat(diary.ends).hasSize(trials.size()).doesNotContainValue(2);
    assertThat(trials)
        .filteredOn(trial -> trial.lostPacks() > 0)
        .isNotEmpty()
        .allSatisfy(
            trial ->
                assertThat(trial.result())
                    .contains(
                        new TrialResult.Stopped(
                            100, trial.progress().loss(), "budget: its 60 s are over")));
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
    assertThat(study.state().counts().ended()).isEqualTo(study.state().trials().size());
    assertThat(study.state().trials())
        .anySatisfy(
            trial ->
                assertThat(trial.result())
                    .hasValueSatisfying(
                        result ->
                            assertThat(((TrialResult.Stopped) result).reason())
                                .startsWith("budget: ")
                                .contains("of its 3550 steps are spent")));
  }

  @Test
  void trialsAreFewerThanAskedForIfTheBudgetSaysSo() {
    explore(SweepSpecs.small().with(new BudgetSpec(BudgetSpec.FOREVER, 5, Long.MAX_VALUE)));

    assertThat(study.state().trials()).hasSize(5);
    assertThat(DriverDiary.count(study.state().trials(), TrialResult.Completed.class)).isPositive();
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
