package org.musweep.pipeline.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.musweep.pipeline.log.Study;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.testing.QuadraticTrialExecutor;
import org.musweep.pipeline.testing.SweepSpecs;
import org.musweep.pipeline.trial.TrialResult;

/** A clock that somebody sets an hour ahead and back changes nothing but the times in the log. */
class SweepClockTest {

  @Test
  void wallClockThatJumpsNeitherSpendsABudgetNorChangesTheOrder() {
    List<TrialState> steady = explore(SweepClock.SYSTEM);
    List<TrialState> jumping = explore(new JumpingClock());

    assertThat(jumping).extracting(TrialState::spec).isEqualTo(map(steady));
    assertThat(jumping).extracting(TrialState::result).isEqualTo(results(steady));
    assertThat(DriverDiary.count(jumping, TrialResult.Completed.class)).isPositive();
  }

  private static List<Object> map(List<TrialState> trials) {
    return trials.stream().<Object>map(TrialState::spec).toList();
  }

  private static List<Object> results(List<TrialState> trials) {
    return trials.stream().<Object>map(TrialState::result).toList();
  }

  private static List<TrialState> explore(SweepClock clock) {
    SweepSpecs spec =
        SweepSpecs.small()
            .with(EarlyStoppingSpec.Rule.SUCCESSIVE_HALVING)
            .with(new BudgetSpec(Duration.ofMinutes(30), Long.MAX_VALUE, Long.MAX_VALUE));
    Study study = DriverDiary.emptyStudy();
    try (var executor = QuadraticTrialExecutor.pooled(SweepSpecs.BEST, 2)) {
      Sweep.of(spec.spec(), study, executor, new DriverDiary(), clock).explore();
    }
    return study.state().trials();
  }

  private static final class JumpingClock implements SweepClock {

    private final SplittableRandom random = new SplittableRandom(1);

    @Override
    public long nanoTime() {
      return System.nanoTime();
    }

    @Override
    public long currentTimeMillis() {
      return System.currentTimeMillis() + TimeUnit.HOURS.toMillis(random.nextInt(-1, 2));
    }
  }
}
