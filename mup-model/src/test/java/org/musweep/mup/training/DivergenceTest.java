package org.musweep.mup.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.musweep.mup.data.Dataset;
import org.musweep.mup.optimizer.LearningRateSchedule;
import org.musweep.mup.optimizer.OptimizerSettings;
import org.musweep.mup.parametrization.OptimizerKind;
import org.musweep.mup.stack.Lane;
import org.musweep.mup.training.TinyStacks.Family;

@Tag("djl")
class DivergenceTest {

  private static final int STEPS = 30;

  @Test
  void nanIsReportedWithTheStepAndTheReason() {
    List<Integer> logged = new ArrayList<>();
    List<LaneOutcome> outcomes = train(1, logged, lane(1, 1e37), lane(2, 0.1));
    LaneOutcome.Diverged diverged = (LaneOutcome.Diverged) outcomes.get(0);
    assertThat(diverged.step()).isEqualTo(2); // the first loss is that of the initial weights
    assertThat(diverged.loss()).isNaN();
    assertThat(diverged.reason()).isEqualTo("training loss is NaN");
    assertThat(outcomes.get(1)).isInstanceOf(LaneOutcome.Reached.class);
    assertThat(outcomes.get(1).step()).isEqualTo(STEPS);
    assertThat(logged).hasSize(STEPS);
  }

  @Test
  void explosionIsReportedWithTheLimit() {
    LaneOutcome.Diverged diverged =
        (LaneOutcome.Diverged) train(1, new ArrayList<>(), lane(1, 1e6)).get(0);
    assertThat(diverged.reason()).matches("training loss \\S+ exploded \\(limit 2\\d\\d\\.\\d\\)");
    assertThat(diverged.loss()).isGreaterThan(100);
  }

  @Test
  void divergenceBetweenTwoEntriesOfTheCurveIsFoundAtTheSecond() {
    LaneOutcome.Diverged diverged =
        (LaneOutcome.Diverged) train(5, new ArrayList<>(), lane(1, 1e37)).get(0);
    assertThat(diverged.step()).isEqualTo(5);
    assertThat(diverged.loss()).isNaN();
  }

  @Test
  void trainingEndsEarlyWhenAllLanesHaveDiverged() {
    List<Integer> logged = new ArrayList<>();
    train(1, logged, lane(1, 1e37), lane(2, 1e36));
    assertThat(logged).hasSizeLessThan(5);
  }

  @Test
  void laneThatLearnsNothingHasCollapsedAtItsHorizonOnly() {
    LaneSpec idle =
        new LaneSpec(
            Lane.ofSeed(1),
            OptimizerSettings.ofLearningRate(1e-9, LearningRateSchedule.constant(STEPS)));
    try (Dataset dataset = Family.TRANSFORMER.dataset();
        StackTrainer trainer =
            StackTrainer.create(
                spec(new TrainingSpec(4, 1, 8, TrainingSpec.COLLAPSE_SHARE), idle),
                dataset,
                Device.cpu())) {
      assertThat(trainer.train(0, STEPS - 1, TrainingListener.NONE).get(0))
          .isInstanceOf(LaneOutcome.Reached.class);
      LaneOutcome.Diverged collapsed =
          (LaneOutcome.Diverged) trainer.train(STEPS - 1, STEPS, TrainingListener.NONE).get(0);
      assertThat(collapsed.step()).isEqualTo(STEPS);
      assertThat(collapsed.loss())
          .isGreaterThan(TrainingSpec.COLLAPSE_SHARE * dataset.baselineLoss());
      assertThat(collapsed.reason()).startsWith("collapsed: validation loss ");
    }
  }

  @Test
  void stopsOnRequestBeforeTheStep() {
    List<Integer> logged = new ArrayList<>();
    try (Dataset dataset = Family.TRANSFORMER.dataset();
        StackTrainer trainer =
            StackTrainer.create(spec(TinyStacks.training(), lane(1, 0.1)), dataset, Device.cpu())) {
      assertThatThrownBy(
              () ->
                  trainer.train(
                      0,
                      STEPS,
                      new TrainingListener() {
                        @Override
                        public void logged(int step, List<CurvePoint> points) {
                          logged.add(step);
                        }

                        @Override
                        public boolean stopRequested() {
                          return logged.size() == 3;
                        }
                      }))
          .isInstanceOf(CancellationException.class)
          .hasMessage("Stopped on request before step 4");
    }
    assertThat(logged).containsExactly(1, 2, 3);
  }

  private static List<LaneOutcome> train(int logEvery, List<Integer> logged, LaneSpec... lanes) {
    try (Dataset dataset = Family.TRANSFORMER.dataset();
        StackTrainer trainer =
            StackTrainer.create(
                spec(new TrainingSpec(4, logEvery, 8, 1e9), lanes), dataset, Device.cpu())) {
      return trainer.train(
          0,
          STEPS,
          new TrainingListener() {
            @Override
            public void logged(int step, List<CurvePoint> points) {
              logged.add(step);
            }
          });
    }
  }

  private static StackSpec spec(TrainingSpec training, LaneSpec... lanes) {
    return TinyStacks.spec(
        Family.TRANSFORMER.ofWidth(8),
        OptimizerKind.SGD,
        DataType.FLOAT32,
        training,
        List.of(lanes));
  }

  private static LaneSpec lane(long seed, double learningRate) {
    return TinyStacks.plainLane(seed, learningRate);
  }
}
