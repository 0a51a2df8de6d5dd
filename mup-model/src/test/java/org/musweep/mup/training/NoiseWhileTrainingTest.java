package org.musweep.mup.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.musweep.mup.data.Dataset;
import org.musweep.mup.parametrization.OptimizerKind;

/** Measuring the noise scale changes nothing of a training, and is a lane's own. */
@Tag("djl")
class NoiseWhileTrainingTest {

  @ParameterizedTest
  @EnumSource(
      value = TinyStacks.Family.class,
      names = {"MLP", "TRANSFORMER"})
  void measuringLeavesTheTrainingAsItIs(TinyStacks.Family family) {
    StackSpec plain =
        TinyStacks.spec(
            family.ofWidth(16),
            OptimizerKind.ADAMW,
            DataType.FLOAT32,
            TinyStacks.training(),
            TinyStacks.differentLanes(OptimizerKind.ADAMW));
    try (Dataset dataset = family.dataset()) {
      TrainedStack without = TrainedStack.train(plain, dataset, 30);
      TrainedStack with = TrainedStack.train(measured(plain), dataset, 30);
      assertThat(with.outcomes()).isEqualTo(without.outcomes());
      assertThat(without.curve()).allMatch(point -> Double.isNaN(point.noiseScale()));
      List<Double> scales =
          with.curve().stream().map(CurvePoint::noiseScale).filter(x -> !x.isNaN()).toList();
      assertThat(scales).isNotEmpty().allMatch(scale -> scale > 0);
    }
  }

  private static StackSpec measured(StackSpec spec) {
    TrainingSpec own = spec.training();
    return new StackSpec(
        spec.architecture(),
        spec.plan(),
        spec.type(),
        new TrainingSpec(
            own.batchSize(), own.logEvery(), own.validationExamples(), own.collapseShare(), 1),
        spec.lanes());
  }
}
