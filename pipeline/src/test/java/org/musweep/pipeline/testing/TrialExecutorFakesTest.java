package org.musweep.pipeline.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.Setting;
import org.musweep.pipeline.trial.LaneReport;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.PackReport;
import org.musweep.pipeline.trial.Purpose;
import org.musweep.pipeline.trial.TrialResult;
import org.musweep.pipeline.trial.TrialShape;
import org.musweep.pipeline.trial.TrialSpec;

class TrialExecutorFakesTest {

  private static final TrialShape SHAPE = new TrialShape("maximal-update", 32, 2, 4, 1200);
  private static final Configuration BEST = Configuration.of(Setting.of("learning-rate", 0.02));

  @Test
  void lossIsLeastAtTheBestConfigurationAndFallsWithSteps() {
    try (QuadraticTrialExecutor executor = QuadraticTrialExecutor.pooled(BEST, 2)) {
      Pack toRung = new Pack("p0000", SHAPE, 0, 400, trials());
      PackReport atRung = executor.submit(toRung).join();
      PackReport atHorizon = executor.submit(new Pack("p0001", SHAPE, 400, 1200, trials())).join();
      assertThat(atRung.lanes()).hasOnlyElementsOfType(LaneReport.Paused.class);
      assertThat(atHorizon.lanes()).hasOnlyElementsOfType(LaneReport.Ended.class);
      // 0.01, 0.02, 0.04 and 0.08 are -1, 0, 1 and 2 octaves from the best.
      assertThat(losses(atHorizon)).hasSize(4);
      assertThat(losses(atHorizon).get(1)).isCloseTo(1 + 8.0 / 32, within(2e-3));
      assertThat(losses(atHorizon).get(3)).isCloseTo(5 + 8.0 / 32, within(2e-3));
      assertThat(((LaneReport.Paused) atRung.lanes().get(1)).loss())
          .isEqualTo(executor.loss(trials().get(1), 400))
          .isCloseTo(1 + 8.0 / 32 + 2.0 / 3, within(2e-3));
    }
  }

  @Test
  void faultsHitTheChosenTrialsAndPacksOnly() {
    try (FailingTrialExecutor executor =
        FailingTrialExecutor.over(QuadraticTrialExecutor.sequential(BEST))
            .throwing(trial -> trial.index() == 0)
            .diverging(trial -> trial.index() == 2)
            .losing(pack -> pack.id().equals("p0007"))) {
      PackReport report = executor.submit(new Pack("p0000", SHAPE, 0, 1200, trials())).join();
      assertThat(report.lanes().stream().map(lane -> ((LaneReport.Ended) lane).result().status()))
          .containsExactly("failed", "completed", "diverged", "completed");
      assertThat(executor.submit(new Pack("p0007", SHAPE, 0, 1200, trials())))
          .isCompletedExceptionally();
    }
  }

  private static List<Double> losses(PackReport report) {
    return report.lanes().stream()
        .map(lane -> ((TrialResult.Completed) ((LaneReport.Ended) lane).result()).loss())
        .toList();
  }

  private static List<TrialSpec> trials() {
    return IntStream.range(0, 4)
        .mapToObj(
            index ->
                TrialSpec.of(
                    Purpose.EXPLORATION,
                    index,
                    SHAPE,
                    Configuration.of(Setting.of("learning-rate", 0.01 * (1 << index))),
                    7))
        .toList();
  }
}
