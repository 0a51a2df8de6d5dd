package org.musweep.mup.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.musweep.mup.testing.Numbers.assertNear;

import ai.djl.Device;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.musweep.mup.data.Dataset;
import org.musweep.mup.testing.Numbers;

/**
 * What a training left behind.
 *
 * @param outcomes one per lane
 * @param curve all entries, in order
 * @param parameters of all lanes, {@code [T, …]} flattened
 */
record TrainedStack(
    List<LaneOutcome> outcomes, List<CurvePoint> curve, Map<String, double[]> parameters) {

  /** Trains a fresh stack. */
  static TrainedStack train(StackSpec spec, Dataset dataset, int steps) {
    try (StackTrainer trainer = StackTrainer.create(spec, dataset, Device.cpu())) {
      return train(trainer, 0, steps);
    }
  }

  /** Trains a stretch. */
  static TrainedStack train(StackTrainer trainer, int fromStep, int toStep) {
    return train(trainer, fromStep, toStep, List.of());
  }

  /** Trains a stretch of lanes of which some are ahead. */
  static TrainedStack train(StackTrainer trainer, int fromStep, int toStep, List<Integer> ahead) {
    List<CurvePoint> curve = new ArrayList<>();
    List<LaneOutcome> outcomes =
        trainer.train(
            fromStep,
            toStep,
            ahead,
            new TrainingListener() {
              @Override
              public void logged(int step, List<CurvePoint> points) {
                curve.addAll(points);
              }
            });
    Map<String, double[]> parameters = new LinkedHashMap<>();
    trainer.stack().parameters().forEach((name, array) -> parameters.put(name, Numbers.of(array)));
    return new TrainedStack(outcomes, List.copyOf(curve), parameters);
  }

  /** One lane's values of a parameter. */
  double[] parameter(String name, int lane) {
    double[] all = parameters.get(name);
    int size = all.length / outcomes.size();
    return Arrays.copyOfRange(all, lane * size, (lane + 1) * size);
  }

  /** One lane's curve, as a curve of lane 0. */
  List<CurvePoint> curve(int lane) {
    return curve.stream()
        .filter(point -> point.lane() == lane)
        .map(
            point ->
                new CurvePoint(
                    0,
                    point.step(),
                    point.trainingLoss(),
                    point.learningRate(),
                    point.gradientNorm()))
        .toList();
  }

  /** Asserts that a lane did, bit for bit, as a lane of another stack. */
  void assertLaneIsExactly(int lane, TrainedStack other, int otherLane) {
    assertThat(outcomes.get(lane)).isEqualTo(other.outcomes.get(otherLane));
    assertThat(curve(lane)).isEqualTo(other.curve(otherLane));
    parameters
        .keySet()
        .forEach(
            name ->
                assertThat(parameter(name, lane))
                    .as("%s of lane %d", name, lane)
                    .isEqualTo(other.parameter(name, otherLane)));
  }

  /** Asserts that a lane did as a lane of another stack, relative to the size of each array. */
  void assertLaneIsNear(int lane, TrainedStack other, int otherLane, double tolerance) {
    List<CurvePoint> expected = other.curve(otherLane);
    List<CurvePoint> actual = curve(lane);
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      String what = "lane %d, entry %d of the curve".formatted(lane, i);
      assertNear(what, numbers(actual.get(i)), numbers(expected.get(i)), tolerance, 0);
    }
    assertNear(
        "validation loss of lane " + lane,
        new double[] {((LaneOutcome.Reached) outcomes.get(lane)).loss()},
        new double[] {((LaneOutcome.Reached) other.outcomes.get(otherLane)).loss()},
        tolerance,
        0);
    for (String name : parameters.keySet()) {
      double[] reference = withoutKeys(name, other.parameter(name, otherLane));
      assertNear(
          name + " of lane " + lane,
          withoutKeys(name, parameter(name, lane)),
          reference,
          tolerance,
          tolerance * Numbers.norm(reference) / Math.sqrt(reference.length));
    }
  }

  /**
   * A joint bias of queries, keys and values without the keys' third. Attention does not depend on
   * it, so its gradient is rounding error, which Adam scales to the size of a step.
   */
  private static double[] withoutKeys(String name, double[] values) {
    if (!name.endsWith("attn.qkv.bias")) {
      return values;
    }
    int third = values.length / 3;
    return DoubleStream.concat(
            Arrays.stream(values, 0, third), Arrays.stream(values, 2 * third, values.length))
        .toArray();
  }

  private static double[] numbers(CurvePoint point) {
    return new double[] {
      point.step(), point.trainingLoss(), point.learningRate(), point.gradientNorm()
    };
  }
}
