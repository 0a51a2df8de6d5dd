package org.musweep.mup.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.musweep.mup.data.DataShape;
import org.musweep.mup.data.Dataset;
import org.musweep.mup.family.BlockModel;
import org.musweep.mup.family.ForeignModel;
import org.musweep.mup.parametrization.OptimizerKind;
import org.musweep.mup.stack.Architecture;
import org.musweep.mup.testing.ExportedModules;
import org.musweep.mup.training.TinyStacks.Family;

/** A model made elsewhere trains as the same model does that is built in. */
@Tag("djl")
class ForeignModelTest {

  private static final int STEPS = 15;

  /** Of losses in float64, which both sides add up in different orders. */
  private static final double ROUNDING = 1e-9;

  private static final TrainingListener SILENT =
      new TrainingListener() {
        @Override
        public void logged(int step, List<CurvePoint> points) {}

        @Override
        public boolean stopRequested() {
          return false;
        }
      };

  @ParameterizedTest
  @EnumSource(
      value = OptimizerKind.class,
      names = {"SGD", "ADAM", "ADAMW", "MUON"})
  void trainsAsTheBuiltInModelDoes(OptimizerKind optimizer) throws IOException {
    List<LaneSpec> lanes =
        List.of(
            TinyStacks.plainLane(1, TinyStacks.learningRate(optimizer)),
            TinyStacks.plainLane(2, TinyStacks.learningRate(optimizer) / 2));
    try (Dataset dataset = Family.MLP.dataset();
        StackTrainer builtIn = trainer(Family.MLP.ofWidth(32), optimizer, lanes, dataset);
        StackTrainer foreign = trainer(Family.TORCHSCRIPT.ofWidth(32), optimizer, lanes, dataset)) {
      for (int lane = 0; lane < lanes.size(); lane++) {
        ByteArrayOutputStream start = new ByteArrayOutputStream();
        builtIn.laneState().writeCheckpoint(lane, start);
        foreign
            .laneState()
            .readForeignCheckpoint(lane, new ByteArrayInputStream(start.toByteArray()));
      }
      assertThat(foreign.validationLosses().get(0))
          .isCloseTo(builtIn.validationLosses().get(0), within(ROUNDING));
      List<LaneOutcome> expected = builtIn.train(0, STEPS, SILENT);
      List<LaneOutcome> found = foreign.train(0, STEPS, SILENT);
      for (int lane = 0; lane < lanes.size(); lane++) {
        assertThat(loss(found, lane)).isCloseTo(loss(expected, lane), within(ROUNDING));
      }
      assertThat(loss(found, 0)).isNotEqualTo(loss(found, 1));
    }
  }

  /** The block's parameters go by other names, in the same order. */
  @Test
  void aBlockTrainsAsTheBuiltInModelDoes() {
    OptimizerKind optimizer = OptimizerKind.ADAMW;
    List<LaneSpec> lanes = List.of(TinyStacks.plainLane(1, 0.01), TinyStacks.plainLane(2, 0.02));
    try (Dataset dataset = Family.MLP.dataset();
        StackTrainer builtIn = trainer(Family.MLP.ofWidth(32), optimizer, lanes, dataset);
        StackTrainer foreign = trainer(Family.BLOCK.ofWidth(32), optimizer, lanes, dataset)) {
      List<String> own = List.copyOf(builtIn.stack().parameters().keySet());
      List<String> names = List.copyOf(foreign.stack().parameters().keySet());
      assertThat(names).hasSameSizeAs(own).contains("01Linear.weight", "05Linear.bias");
      for (int i = 0; i < own.size(); i++) {
        for (int lane = 0; lane < lanes.size(); lane++) {
          foreign
              .stack()
              .setParameter(
                  names.get(i), lane, builtIn.stack().parameter(own.get(i)).get((long) lane));
        }
      }
      List<LaneOutcome> expected = builtIn.train(0, STEPS, SILENT);
      List<LaneOutcome> found = foreign.train(0, STEPS, SILENT);
      for (int lane = 0; lane < lanes.size(); lane++) {
        assertThat(loss(found, lane)).isCloseTo(loss(expected, lane), within(ROUNDING));
      }
    }
  }

  @Test
  void refusesBlocksWhoseLanesWouldShareSomething() {
    DataShape images = new DataShape.Images(1, 3, 3, 4);
    for (Block shared : List.of(Dropout.builder().build(), BatchNorm.builder().build())) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  new BlockModel(
                          width ->
                              new SequentialBlock()
                                  .add(Linear.builder().setUnits(width).build())
                                  .add(shared)
                                  .add(Linear.builder().setUnits(4).build()),
                          8,
                          Map.of())
                      .ofWidth(8, images, ForeignModel.Input.VECTORS))
          .withMessageContaining("lanes would share");
    }
  }

  private static double loss(List<LaneOutcome> outcomes, int lane) {
    return ((LaneOutcome.Reached) outcomes.get(lane)).loss();
  }

  private static StackTrainer trainer(
      Architecture architecture, OptimizerKind optimizer, List<LaneSpec> lanes, Dataset dataset) {
    return StackTrainer.create(
        TinyStacks.spec(architecture, optimizer, DataType.FLOAT64, TinyStacks.training(), lanes),
        dataset,
        Device.cpu());
  }

  @Test
  void refusesAModelThatDoesNotReadOrAnswerTheData() {
    try (Dataset dataset = Family.MLP.dataset()) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  train(
                      ExportedModules.model("net", 16, 8)
                          .on(new DataShape.Images(1, 3, 3, 4), ForeignModel.Input.IMAGES),
                      dataset))
          .withMessageContaining("Cannot run the TorchScript module");
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  train(
                      ExportedModules.model("net", 16, 8)
                          .on(new DataShape.Images(1, 3, 3, 5), ForeignModel.Input.VECTORS),
                      dataset))
          .withMessageContaining("for 4 examples its output is (4, 4) (must be (4, 5))");
    }
  }

  private static void train(Architecture architecture, Dataset dataset) {
    List<LaneSpec> lanes = List.of(TinyStacks.plainLane(1, 0.1));
    try (StackTrainer trainer = trainer(architecture, OptimizerKind.SGD, lanes, dataset)) {
      trainer.train(0, 1, SILENT);
    }
  }
}
