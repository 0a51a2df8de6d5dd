package org.musweep.mup.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.musweep.mup.data.Dataset;
import org.musweep.mup.parametrization.OptimizerKind;
import org.musweep.mup.stack.Architecture;
import org.musweep.mup.training.TinyStacks.Family;

/**
 * A lane is a training of its own, whoever shares its stack, its process or its parametrization.
 */
@Tag("djl")
class LanesTest {

  private static final int STEPS = 12;

  /** Relative, of the validation loss after {@link #STEPS} steps. */
  private static final double FLOAT32_BOUND = 1e-5;

  @ParameterizedTest
  @CsvSource({
    "MLP, SGD, Infinity",
    "MLP, SGD, 0.5",
    "MLP, ADAM, 0.5",
    "MLP, ADAMW, Infinity",
    "CONVNET, SGD, 0.5",
    "CONVNET, ADAMW, Infinity",
    "RESNET, SGD, Infinity",
    "RESNET, ADAM, 0.5",
    "TRANSFORMER, SGD, 0.5",
    "TRANSFORMER, ADAM, Infinity",
    "TRANSFORMER, ADAMW, 0.5",
    "GROUPED_TRANSFORMER, SGD, Infinity",
    "GROUPED_TRANSFORMER, ADAMW, 0.5",
    "MLP, MUON, 0.5",
    "RESNET, MUON, 0.5",
    "TRANSFORMER, MUON, Infinity",
    "GROUPED_TRANSFORMER, MUON, 0.5",
    "TORCHSCRIPT, SGD, 0.5",
    "TORCHSCRIPT, MUON, Infinity",
    "TORCHSCRIPT_TEXT, ADAMW, 0.5",
    "BLOCK, SGD, Infinity",
    "BLOCK, MUON, 0.5",
    "BLOCK_TEXT, ADAM, 0.5"
  })
  void laneOfStackEqualsItsSoloRun(Family family, OptimizerKind optimizer, double clipNorm) {
    List<LaneSpec> lanes = TinyStacks.clipped(TinyStacks.differentLanes(optimizer), clipNorm);
    try (Dataset dataset = family.dataset()) {
      TrainedStack together = train(family, optimizer, lanes, dataset);
      for (int lane = 0; lane < lanes.size(); lane++) {
        TrainedStack alone = train(family, optimizer, List.of(lanes.get(lane)), dataset);
        together.assertLaneIsNear(lane, alone, 0, 1e-9);
      }
      assertThat(together.outcomes()).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "MLP, SGD, 1",
    "MLP, ADAMW, 0.5",
    "MLP, MUON, 1",
    "CONVNET, ADAMW, 1",
    "RESNET, SGD, 0.5",
    "TRANSFORMER, ADAMW, 1",
    "TORCHSCRIPT, ADAMW, 0.5",
    "BLOCK, ADAMW, 1"
  })
  void lanesThatSeeTheSameExamplesEqualTheirSoloRuns(
      Family family, OptimizerKind optimizer, double inputMultiplier) {
    List<LaneSpec> lanes = TinyStacks.ofOneSeed(optimizer, inputMultiplier);
    try (Dataset dataset = family.dataset()) {
      TrainedStack together = train(family, optimizer, lanes, dataset);
      for (int lane = 0; lane < lanes.size(); lane++) {
        TrainedStack alone = train(family, optimizer, List.of(lanes.get(lane)), dataset);
        together.assertLaneIsNear(lane, alone, 0, 1e-9);
      }
      assertThat(together.outcomes()).doesNotHaveDuplicates();
    }
  }

  private static TrainedStack train(
      Family family, OptimizerKind optimizer, List<LaneSpec> lanes, Dataset dataset) {
    return TrainedStack.train(
        TinyStacks.spec(
            family.ofWidth(16), optimizer, DataType.FLOAT64, TinyStacks.training(), lanes),
        dataset,
        STEPS);
  }

  /** Losses of an optimizer that divides by what may be rounding differ by more: SGD is smooth. */
  @ParameterizedTest
  @EnumSource(Family.class)
  void float32StaysNearFloat64(Family family) {
    List<LaneSpec> lanes = TinyStacks.differentLanes(OptimizerKind.SGD);
    try (Dataset dataset = family.dataset()) {
      List<TrainedStack> stacks =
          Stream.of(DataType.FLOAT32, DataType.FLOAT64)
              .map(
                  type ->
                      TrainedStack.train(
                          TinyStacks.spec(
                              family.ofWidth(16),
                              OptimizerKind.SGD,
                              type,
                              TinyStacks.training(),
                              lanes),
                          dataset,
                          STEPS))
              .toList();
      for (int lane = 0; lane < lanes.size(); lane++) {
        double single = loss(stacks.get(0), lane);
        assertThat(single).isCloseTo(loss(stacks.get(1), lane), within(FLOAT32_BOUND * single));
        assertThat(single).isNotEqualTo(loss(stacks.get(1), lane));
      }
    }
  }

  private static double loss(TrainedStack stack, int lane) {
    return ((LaneOutcome.Reached) stack.outcomes().get(lane)).loss();
  }

  @ParameterizedTest
  @EnumSource(Family.class)
  void rulesAgreeExactlyAtBaseWidthAndDifferAbove(Family family) {
    for (OptimizerKind optimizer : OptimizerKind.values()) {
      assertThat(maximalUpdateIsStandard(family, 8, optimizer)).as("%s", optimizer).isTrue();
      assertThat(maximalUpdateIsStandard(family, 16, optimizer)).as("%s", optimizer).isFalse();
    }
  }

  private static boolean maximalUpdateIsStandard(
      Family family, int width, OptimizerKind optimizer) {
    Architecture architecture = family.ofWidth(width);
    try (Dataset dataset = family.dataset()) {
      List<List<Double>> parameters = new ArrayList<>();
      for (String rules : List.of("standard", "maximal-update")) {
        StackSpec spec =
            new StackSpec(
                architecture,
                TinyStacks.plan(rules, architecture, optimizer),
                DataType.FLOAT32,
                TinyStacks.training(),
                TinyStacks.clipped(TinyStacks.differentLanes(optimizer), 0.5));
        parameters.add(
            TrainedStack.train(spec, dataset, 4).parameters().values().stream()
                .flatMap(values -> Arrays.stream(values).boxed())
                .toList());
      }
      return parameters.get(0).equals(parameters.get(1));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "MLP, SGD, Infinity",
    "MLP, SGD, 0.5",
    "MLP, ADAMW, Infinity",
    "CONVNET, SGD, Infinity",
    "CONVNET, ADAMW, 0.5",
    "RESNET, SGD, 0.5",
    "RESNET, ADAMW, Infinity",
    "TRANSFORMER, SGD, Infinity",
    "TRANSFORMER, SGD, 0.5",
    "TRANSFORMER, ADAM, 0.5",
    "TRANSFORMER, MUON, 0.5",
    "GROUPED_TRANSFORMER, SGD, Infinity"
  })
  void divergedLaneLeavesTheOthersBitIdentical(
      Family family, OptimizerKind optimizer, double clipNorm) {
    int sick = 2;
    List<LaneSpec> healthyLanes = new ArrayList<>();
    for (int lane = 0; lane < 5; lane++) {
      healthyLanes.add(TinyStacks.plainLane(lane, TinyStacks.learningRate(optimizer)));
    }
    List<LaneSpec> sickLanes = new ArrayList<>(healthyLanes);
    sickLanes.set(sick, TinyStacks.plainLane(sick, 1e37));
    try (Dataset dataset = family.dataset()) {
      TrainedStack healthy = single(family, optimizer, clipNorm, healthyLanes, dataset);
      TrainedStack withSick = single(family, optimizer, clipNorm, sickLanes, dataset);
      assertThat(withSick.outcomes().get(sick)).isInstanceOf(LaneOutcome.Diverged.class);
      assertThat(nanParameters(withSick, sick)).isNotEmpty();
      for (int lane = 0; lane < 5; lane++) {
        if (lane != sick) {
          assertThat(withSick.outcomes().get(lane)).isInstanceOf(LaneOutcome.Reached.class);
          withSick.assertLaneIsExactly(lane, healthy, lane);
        }
      }
    }
  }

  private static List<String> nanParameters(TrainedStack trained, int lane) {
    return trained.parameters().keySet().stream()
        .filter(name -> Arrays.stream(trained.parameter(name, lane)).anyMatch(Double::isNaN))
        .toList();
  }

  private static TrainedStack single(
      Family family,
      OptimizerKind optimizer,
      double clipNorm,
      List<LaneSpec> lanes,
      Dataset dataset) {
    return TrainedStack.train(
        TinyStacks.spec(
            family.ofWidth(16),
            optimizer,
            DataType.FLOAT32,
            TinyStacks.training(),
            TinyStacks.clipped(lanes, clipNorm)),
        dataset,
        STEPS);
  }

  @Test
  void stacksTrainedAtOnceEqualTheSameStacksInTurn()
      throws InterruptedException, ExecutionException {
    List<Callable<TrainedStack>> trainings =
        List.of(
            () -> concurrent(Family.MLP, OptimizerKind.SGD, DataType.FLOAT32),
            () -> concurrent(Family.TRANSFORMER, OptimizerKind.ADAMW, DataType.FLOAT32),
            () -> concurrent(Family.MLP, OptimizerKind.ADAM, DataType.FLOAT64),
            () -> concurrent(Family.TORCHSCRIPT, OptimizerKind.ADAMW, DataType.FLOAT32),
            () -> concurrent(Family.TORCHSCRIPT, OptimizerKind.SGD, DataType.FLOAT64),
            () -> concurrent(Family.BLOCK, OptimizerKind.ADAMW, DataType.FLOAT32),
            () -> concurrent(Family.GROUPED_TRANSFORMER, OptimizerKind.ADAM, DataType.FLOAT32));
    List<TrainedStack> atOnce = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(trainings.size());
    try {
      for (Future<TrainedStack> result : threads.invokeAll(trainings)) {
        atOnce.add(result.get());
      }
      for (int i = 0; i < trainings.size(); i++) {
        TrainedStack inTurn = threads.submit(trainings.get(i)).get();
        for (int lane = 0; lane < 5; lane++) {
          atOnce.get(i).assertLaneIsExactly(lane, inTurn, lane);
        }
      }
    } finally {
      threads.shutdown();
    }
  }

  private static TrainedStack concurrent(Family family, OptimizerKind optimizer, DataType type) {
    try (Dataset dataset = family.dataset()) {
      return TrainedStack.train(
          TinyStacks.spec(
              family.ofWidth(16),
              optimizer,
              type,
              TinyStacks.training(),
              TinyStacks.clipped(TinyStacks.differentLanes(optimizer), 0.5)),
          dataset,
          40);
    }
  }
}
