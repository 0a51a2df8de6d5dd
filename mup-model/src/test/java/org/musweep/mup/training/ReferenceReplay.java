package org.musweep.mup.training;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.musweep.mup.data.DataShape;
import org.musweep.mup.kernel.Gradients;
import org.musweep.mup.kernel.Kernels;
import org.musweep.mup.law.WeightDecayRule;
import org.musweep.mup.optimizer.LearningRateSchedule;
import org.musweep.mup.optimizer.Momentum;
import org.musweep.mup.optimizer.OptimizerSettings;
import org.musweep.mup.optimizer.StackOptimizer;
import org.musweep.mup.parametrization.OptimizerKind;
import org.musweep.mup.parametrization.RuleSet;
import org.musweep.mup.parametrization.ScalingPlan;
import org.musweep.mup.stack.ActivationRecorder;
import org.musweep.mup.stack.ParameterSpec;
import org.musweep.mup.stack.TrialStack;
import org.musweep.mup.testing.Numbers;
import org.musweep.mup.testing.ReferenceArchitecture;

/**
 * One lane with given weights, trained on given batches by a run of the reference files.
 *
 * <p>Every step has an optimizer of its own, made with that step's learning rate, which takes over
 * the state of the one before: learning rates may then follow any list of factors.
 */
final class ReferenceReplay implements AutoCloseable {

  private final NDManager manager;
  private final TrialStack stack;
  private final DataType type;
  private final String loss;
  private Map<String, NDArray> state = new LinkedHashMap<>();

  ReferenceReplay(
      ReferenceArchitecture model, String rules, String optimizer, JsonNode run, String loss) {
    Autograd.prepareThread();
    this.loss = loss;
    type = "float32".equals(run.path("dtype").asText()) ? DataType.FLOAT32 : DataType.FLOAT64;
    manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
    ScalingPlan plan =
        ScalingPlan.of(
            RuleSet.named(rules),
            OptimizerKind.named(optimizer.replaceFirst("^Mu", "").toLowerCase(Locale.ROOT)),
            run.path("optimizer_args").path("decoupled_wd").asBoolean()
                ? WeightDecayRule.CONSTANT
                : WeightDecayRule.INDEPENDENT,
            model.architecture().parameters().stream().map(ParameterSpec::declaration).toList(),
            model.architecture().multipliers());
    stack = TrialStack.create(model.architecture(), plan, List.of(model.lane()), type, manager);
  }

  TrialStack stack() {
    return stack;
  }

  /** Sets a parameter's values. */
  void setParameter(String name, JsonNode values, JsonNode shape) {
    try (NDArray array = Numbers.array(manager, values, Numbers.shape(shape), DataType.FLOAT64)) {
      stack.setParameter(name, 0, array);
    }
  }

  /** A parameter's values. */
  double[] parameter(String name) {
    return Numbers.of(stack.parameter(name));
  }

  /** One batch, as the stack reads it. */
  record Batch(NDArray inputs, NDArray targets, int rows) {}

  /** The batch of an input and a target array; call it inside an {@code NDScope}. */
  Batch batch(JsonNode inputs, JsonNode inputShape, JsonNode targets) {
    int rows = inputShape.path(0).asInt();
    boolean tokens = stack.architecture().input() instanceof DataShape.Tokens;
    Shape shape =
        tokens
            ? new Shape(1, Numbers.shape(inputShape).size())
            : new Shape(1, rows, Numbers.shape(inputShape).size() / rows);
    NDArray target =
        Numbers.array(
            manager,
            targets,
            new Shape(1, Numbers.of(targets).length),
            isCrossEntropy() ? DataType.INT64 : type);
    return new Batch(
        Numbers.array(manager, inputs, shape, tokens ? DataType.INT64 : type), target, rows);
  }

  /** The logits and the loss, recorded for differentiation. */
  record Forward(NDArray logits, NDArray loss) {}

  Forward forward(Batch batch, ActivationRecorder recorder) {
    return Autograd.recording(
        () -> {
          NDArray logits = stack.trainingLogits(batch.inputs(), batch.rows(), recorder);
          return new Forward(
              logits,
              isCrossEntropy()
                  ? Kernels.shared().crossEntropy(logits, batch.targets())
                  : Kernels.shared()
                      .meanSquaredError(logits, batch.targets().reshape(logits.getShape())));
        });
  }

  /** The gradients of a loss; the caller closes them. */
  Gradients gradients(Forward forward) {
    return Kernels.shared().gradients(forward.loss(), List.copyOf(stack.parameters().values()));
  }

  /** The L2 norm of each parameter's gradient. */
  Map<String, Double> gradientNorms(Gradients gradients) {
    Map<String, Double> norms = new LinkedHashMap<>();
    List<NDArray> arrays = gradients.arrays(manager);
    List<String> names = List.copyOf(stack.parameters().keySet());
    for (int i = 0; i < names.size(); i++) {
      norms.put(names.get(i), Numbers.norm(Numbers.of(arrays.get(i))));
    }
    return norms;
  }

  /** Updates the parameters; {@code clipNorm} is infinite for no clipping. */
  void update(Gradients gradients, int step, OptimizerSettings settings, double clipNorm) {
    double norm =
        Numbers.norm(
            gradientNorms(gradients).values().stream().mapToDouble(Double::doubleValue).toArray());
    double factor = Math.min(1, clipNorm / (norm + 1e-6));
    Map<String, NDArray> before = state;
    try (NDScope outside = new NDScope()) {
      outside.suppressNotUsedWarning();
      StackOptimizer optimizer = StackOptimizer.create(stack, List.of(settings), manager);
      optimizer
          .state()
          .forEach(
              (name, array) -> {
                NDScope.unregister(array);
                if (before.containsKey(name)) {
                  array.addi(before.get(name)); // it was 0
                }
              });
      state = new LinkedHashMap<>(optimizer.state());
      try (Gradients clipped =
              gradients.scaledBy(manager.create(new double[] {factor}).toType(type, false));
          optimizer) {
        optimizer.update(clipped, step);
      }
    }
    before.values().forEach(NDArray::close);
  }

  /** The settings of a run at one step. */
  static OptimizerSettings settings(JsonNode arguments, double learningRateFactor) {
    double momentum = arguments.path("momentum").asDouble(0);
    return new OptimizerSettings(
        arguments.path("lr").asDouble() * learningRateFactor,
        org.musweep.mup.stack.RoleFactors.NONE,
        arguments.path("betas").path(0).asDouble(0.9),
        arguments.path("betas").path(1).asDouble(0.999),
        arguments.path("eps").asDouble(1e-8),
        new Momentum(
            momentum,
            arguments.path("nesterov").asBoolean()
                ? Momentum.Form.NESTEROV
                : Momentum.Form.HEAVY_BALL),
        arguments.path("weight_decay").asDouble(0),
        LearningRateSchedule.constant(1),
        Double.POSITIVE_INFINITY);
  }

  private boolean isCrossEntropy() {
    return switch (loss) {
      case "xent" -> true;
      case "mse" -> false;
      default -> throw new IllegalArgumentException("No such loss: " + loss);
    };
  }

  @Override
  public void close() {
    manager.close();
  }
}
