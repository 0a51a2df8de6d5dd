package org.musweep.mup.export;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.musweep.mup.data.DataShape;
import org.musweep.mup.parametrization.ScalingPlan;
import org.musweep.mup.stack.ActivationRecorder;
import org.musweep.mup.stack.Architecture;
import org.musweep.mup.stack.Lane;
import org.musweep.mup.stack.TrialStack;

/** A trained and a folded model on the same random inputs. */
final class Comparison {

  /** Single precision has seven digits, of which a few outputs lose one. */
  private static final double LARGEST = 1e-6;

  private static final int ROWS = 4;

  private Comparison() {}

  /**
   * The largest difference of an output, relative to the largest output.
   *
   * @throws IllegalStateException if it is above 1e-6
   */
  static double difference(
      Architecture trained,
      ScalingPlan plan,
      Lane lane,
      Map<String, NDArray> weights,
      Map<String, NDArray> folded) {
    Architecture plain = PlainArchitecture.of(trained);
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      NDArray inputs = inputs(trained.input(), manager);
      NDArray expected = outputs(trained, plan, lane, weights, inputs, manager);
      NDArray found =
          outputs(
              plain,
              PlainArchitecture.plan(plain, plan.optimizer()),
              Lane.ofSeed(0),
              folded,
              inputs,
              manager);
      double scale = largest(expected);
      double difference = largest(found.sub(expected)) / (scale == 0 ? 1 : scale);
      if (!(difference <= LARGEST)) {
        throw new IllegalStateException(
            "Cannot fold the multipliers of this model: outputs differ by %s of the largest (must be at most %s)"
                .formatted(difference, LARGEST));
      }
      return difference;
    }
  }

  private static NDArray outputs(
      Architecture architecture,
      ScalingPlan plan,
      Lane lane,
      Map<String, NDArray> weights,
      NDArray inputs,
      NDManager manager) {
    TrialStack stack =
        TrialStack.create(architecture, plan, List.of(lane), DataType.FLOAT64, manager);
    stack.parameters().keySet().forEach(name -> stack.setParameter(name, 0, weights.get(name)));
    stack
        .buffers()
        .forEach(
            (name, buffer) -> {
              NDArray value = weights.get(name);
              if (value == null) {
                buffer.addi(1); // the share of corrected statistics
              } else {
                buffer.set(new NDIndex("0"), value.toType(DataType.FLOAT64, false));
              }
            });
    return stack.logits(inputs, ROWS, ActivationRecorder.NONE);
  }

  private static NDArray inputs(DataShape shape, NDManager manager) {
    Random random = new Random(0);
    int count = ROWS * shape.inputsPerRow();
    if (shape instanceof DataShape.Tokens tokens) {
      long[] values = random.longs(count, 0, tokens.vocabulary()).toArray();
      return manager.create(values, new Shape(1, count));
    }
    double[] values = random.doubles(count, -2, 2).toArray();
    return manager.create(values, new Shape(1, ROWS, shape.inputsPerRow()));
  }

  private static double largest(NDArray array) {
    return array.abs().max().getDouble();
  }
}
