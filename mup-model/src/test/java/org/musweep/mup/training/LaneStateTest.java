package org.musweep.mup.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.musweep.mup.data.Dataset;
import org.musweep.mup.parametrization.OptimizerKind;
import org.musweep.mup.stack.Architecture;
import org.musweep.mup.training.TinyStacks.Family;

@Tag("djl")
class LaneStateTest {

  @ParameterizedTest
  @CsvSource({
    "MLP, SGD",
    "MLP, ADAM",
    "CONVNET, ADAMW",
    "RESNET, SGD",
    "TRANSFORMER, ADAMW",
    "GROUPED_TRANSFORMER, SGD",
    "TRANSFORMER, MUON",
  })
  void laneGoesOnInAnotherPlaceOfAnotherStack(Family family, OptimizerKind optimizer)
      throws IOException {
    List<LaneSpec> lanes = TinyStacks.clipped(TinyStacks.differentLanes(optimizer), 0.5);
    List<LaneSpec> others = List.of(lanes.get(4), lanes.get(1));
    try (Dataset dataset = family.dataset()) {
      TrainedStack straight = TrainedStack.train(spec(family, optimizer, lanes), dataset, 10);
      ByteArrayOutputStream checkpoint = new ByteArrayOutputStream();
      try (StackTrainer first =
          StackTrainer.create(spec(family, optimizer, lanes), dataset, Device.cpu())) {
        TrainedStack.train(first, 0, 6);
        first.laneState().writeCheckpoint(1, checkpoint);
      }
      try (StackTrainer second =
          StackTrainer.create(spec(family, optimizer, others), dataset, Device.cpu())) {
        second.laneState().readCheckpoint(1, new ByteArrayInputStream(checkpoint.toByteArray()));
        TrainedStack resumed = TrainedStack.train(second, 6, 10);
        List<CurvePoint> rest = straight.curve(1).subList(6, 10);
        TrainedStack expected =
            new TrainedStack(
                straight.outcomes(),
                rest.stream()
                    .map(
                        point ->
                            new CurvePoint(
                                1,
                                point.step(),
                                point.trainingLoss(),
                                point.learningRate(),
                                point.gradientNorm()))
                    .toList(),
                straight.parameters());
        resumed.assertLaneIsNear(1, expected, 1, 1e-12);
      }
    }
  }

  @Test
  void parametersHaveTheirOwnNames() throws IOException {
    try (Dataset dataset = Family.MLP.dataset();
        StackTrainer trainer =
            StackTrainer.create(
                spec(Family.MLP, OptimizerKind.ADAM, TinyStacks.differentLanes(OptimizerKind.ADAM)),
                dataset,
                Device.cpu())) {
      ByteArrayOutputStream model = new ByteArrayOutputStream();
      trainer.laneState().writeParameters(0, model);
      // safetensors: eight bytes of length, then a header in JSON
      String header = model.toString(java.nio.charset.StandardCharsets.ISO_8859_1).substring(8);
      assertThat(header)
          .startsWith("{")
          .contains("\"fc_1.weight\"", "\"readout.bias\"")
          .doesNotContain("moment");
    }
  }

  @Test
  void rejectsCheckpointOfAnotherModelAndLeavesTheLaneAlone() throws IOException {
    OptimizerKind adam = OptimizerKind.ADAM;
    List<LaneSpec> lanes = List.of(TinyStacks.plainLane(1, 0.01));
    byte[] wider = checkpoint(Family.MLP.ofWidth(16), adam, lanes, Family.MLP);
    byte[] sgd = checkpoint(Family.MLP.ofWidth(8), OptimizerKind.SGD, lanes, Family.MLP);
    try (Dataset dataset = Family.MLP.dataset();
        StackTrainer trainer =
            StackTrainer.create(
                TinyStacks.spec(
                    Family.MLP.ofWidth(8), adam, DataType.FLOAT64, TinyStacks.training(), lanes),
                dataset,
                Device.cpu())) {
      TrainedStack before = TrainedStack.train(trainer, 0, 1);
      assertThatThrownBy(
              () -> trainer.laneState().readCheckpoint(0, new ByteArrayInputStream(wider)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("parameter.fc_1.weight has shape (16, 9) (must be (8, 9))");
      assertThatThrownBy(() -> trainer.laneState().readCheckpoint(0, new ByteArrayInputStream(sgd)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("momentum.fc_1.weight")
          .hasMessageContaining("must hold");
      TrainedStack after = TrainedStack.train(trainer, 1, 1);
      before
          .parameters()
          .forEach((name, values) -> assertThat(after.parameters().get(name)).isEqualTo(values));
    }
  }

  @Test
  void refusesCheckpointOfAnotherParametrizationUnlessToldToAccept() throws IOException {
    List<LaneSpec> lanes = List.of(TinyStacks.plainLane(1, 0.01));
    StackSpec own =
        TinyStacks.spec(
            Family.MLP.ofWidth(16),
            OptimizerKind.ADAM,
            DataType.FLOAT64,
            TinyStacks.training(),
            lanes);
    StackSpec standard =
        new StackSpec(
            own.architecture(),
            TinyStacks.plan("standard", own.architecture(), OptimizerKind.ADAM),
            own.type(),
            own.training(),
            lanes);
    byte[] checkpoint = checkpoint(Family.MLP.ofWidth(16), OptimizerKind.ADAM, lanes, Family.MLP);
    try (Dataset dataset = Family.MLP.dataset();
        StackTrainer trainer = StackTrainer.create(standard, dataset, Device.cpu())) {
      double[] before = trainer.stack().parameter("readout.weight").toDoubleArray();
      assertThatThrownBy(
              () -> trainer.laneState().readCheckpoint(0, new ByteArrayInputStream(checkpoint)))
          .isInstanceOf(ForeignCheckpointException.class)
          .hasMessageMatching(
              "Foreign checkpoint: it was trained under maximal-update with adam, factors"
                  + " [0-9a-f]+, and this is standard with adam, factors [0-9a-f]+");
      assertThat(trainer.stack().parameter("readout.weight").toDoubleArray()).isEqualTo(before);
      trainer.laneState().readForeignCheckpoint(0, new ByteArrayInputStream(checkpoint));
      assertThat(trainer.stack().parameter("readout.weight").toDoubleArray()).isNotEqualTo(before);
    }
  }

  @Test
  void ruleSetsAreTheSameToACheckpointAtBaseWidth() {
    Architecture base = Family.MLP.ofWidth(8);
    Architecture wide = Family.MLP.ofWidth(16);
    assertThat(mark("standard", base)).isEqualTo(mark("maximal-update", base));
    assertThat(mark("standard", wide)).isNotEqualTo(mark("maximal-update", wide));
    assertThat(ParametrizationMark.parse(mark("standard", wide).text()))
        .isEqualTo(mark("standard", wide));
  }

  private static ParametrizationMark mark(String rules, Architecture architecture) {
    return ParametrizationMark.of(TinyStacks.plan(rules, architecture, OptimizerKind.ADAM));
  }

  private static byte[] checkpoint(
      Architecture architecture, OptimizerKind optimizer, List<LaneSpec> lanes, Family family)
      throws IOException {
    try (Dataset dataset = family.dataset();
        StackTrainer trainer =
            StackTrainer.create(
                TinyStacks.spec(
                    architecture, optimizer, DataType.FLOAT64, TinyStacks.training(), lanes),
                dataset,
                Device.cpu())) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      trainer.laneState().writeCheckpoint(0, bytes);
      return bytes.toByteArray();
    }
  }

  static StackSpec spec(Family family, OptimizerKind optimizer, List<LaneSpec> lanes) {
    return TinyStacks.spec(
        family.ofWidth(16), optimizer, DataType.FLOAT64, TinyStacks.training(), lanes);
  }
}
