package org.musweep.mup.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.musweep.mup.data.Dataset;
import org.musweep.mup.parametrization.OptimizerKind;
import org.musweep.mup.training.TinyStacks.Family;

/** Lanes that go on from different checkpoints in one stack. */
@Tag("djl")
class MixedStepsTest {

  /** Where the lanes are when they come together; the first starts with fresh weights. */
  private static final List<Integer> STARTS = List.of(0, 3, 7, 3, 5);

  private static final int MORE = 6;

  @ParameterizedTest
  @CsvSource({
    "MLP, SGD, FLOAT64",
    "MLP, ADAM, FLOAT32",
    "RESNET, SGD, FLOAT32",
    "TRANSFORMER, ADAMW, FLOAT64",
    "TRANSFORMER, MUON, FLOAT64",
    "GROUPED_TRANSFORMER, ADAMW, FLOAT32",
  })
  void lanesDoBitForBitWhatTheyDoAmongLanesOfTheirOwnStep(
      Family family, OptimizerKind optimizer, DataType type) throws IOException {
    List<LaneSpec> lanes = TinyStacks.clipped(TinyStacks.differentLanes(optimizer), 0.5);
    StackSpec spec =
        TinyStacks.spec(family.ofWidth(16), optimizer, type, TinyStacks.training(), lanes);
    try (Dataset dataset = family.dataset()) {
      TrainedStack mixed;
      try (StackTrainer trainer = StackTrainer.create(spec, dataset, Device.cpu())) {
        for (int lane = 1; lane < STARTS.size(); lane++) {
          byte[] checkpoint = checkpoint(spec, dataset, lane, STARTS.get(lane));
          trainer.laneState().readCheckpoint(lane, new ByteArrayInputStream(checkpoint));
        }
        mixed = TrainedStack.train(trainer, 0, MORE, STARTS);
      }
      for (int lane = 0; lane < STARTS.size(); lane++) {
        TrainedStack together = resumed(spec, dataset, STARTS.get(lane), lane);
        mixed.assertLaneIsExactly(lane, together, lane);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"MLP, ADAM", "TRANSFORMER, SGD"})
  void lanesEqualTheirSoloRuns(Family family, OptimizerKind optimizer) throws IOException {
    List<LaneSpec> lanes = TinyStacks.differentLanes(optimizer);
    StackSpec spec =
        TinyStacks.spec(
            family.ofWidth(16), optimizer, DataType.FLOAT64, TinyStacks.training(), lanes);
    try (Dataset dataset = family.dataset();
        StackTrainer trainer = StackTrainer.create(spec, dataset, Device.cpu())) {
      for (int lane = 1; lane < STARTS.size(); lane++) {
        byte[] checkpoint = checkpoint(spec, dataset, lane, STARTS.get(lane));
        trainer.laneState().readCheckpoint(lane, new ByteArrayInputStream(checkpoint));
      }
      TrainedStack mixed = TrainedStack.train(trainer, 0, MORE, STARTS);
      for (int lane = 0; lane < STARTS.size(); lane++) {
        StackSpec alone =
            new StackSpec(
                spec.architecture(),
                spec.plan(),
                spec.type(),
                spec.training(),
                List.of(lanes.get(lane)));
        int start = STARTS.get(lane);
        TrainedStack solo = TrainedStack.train(alone, dataset, start + MORE);
        List<CurvePoint> rest = new ArrayList<>(solo.curve(0).subList(start, start + MORE));
        mixed.assertLaneIsNear(
            lane, new TrainedStack(solo.outcomes(), rest, solo.parameters()), 0, 1e-9);
      }
    }
  }

  @Test
  void stepsAheadAreOnePerLane() {
    StackSpec spec =
        TinyStacks.spec(
            Family.MLP.ofWidth(8),
            OptimizerKind.SGD,
            DataType.FLOAT64,
            TinyStacks.training(),
            List.of(TinyStacks.plainLane(1, 0.1)));
    try (Dataset dataset = Family.MLP.dataset();
        StackTrainer trainer = StackTrainer.create(spec, dataset, Device.cpu())) {
      assertThatThrownBy(() -> trainer.train(0, 1, List.of(0, 2), TrainingListener.NONE))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Invalid steps ahead: 2 for 1 lanes (must be one per lane, or none)");
      assertThat(trainer.train(0, 1, List.of(0), TrainingListener.NONE)).hasSize(1);
    }
  }

  /** All lanes from one step to as many more, of which one was resumed. */
  private static TrainedStack resumed(StackSpec spec, Dataset dataset, int step, int lane)
      throws IOException {
    try (StackTrainer trainer = StackTrainer.create(spec, dataset, Device.cpu())) {
      if (step > 0) {
        byte[] checkpoint = checkpoint(spec, dataset, lane, step);
        trainer.laneState().readCheckpoint(lane, new ByteArrayInputStream(checkpoint));
      }
      return TrainedStack.train(trainer, step, step + MORE);
    }
  }

  private static byte[] checkpoint(StackSpec spec, Dataset dataset, int lane, int step)
      throws IOException {
    try (StackTrainer trainer = StackTrainer.create(spec, dataset, Device.cpu())) {
      TrainedStack.train(trainer, 0, step);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      trainer.laneState().writeCheckpoint(lane, bytes);
      return bytes.toByteArray();
    }
  }
}
