package org.musweep.pipeline.training;

import org.musweep.mup.data.DataShape;
import org.musweep.mup.parametrization.ScalingPlan;
import org.musweep.pipeline.sweep.ModelSpec;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.sweep.TrainingSpec;
import org.musweep.pipeline.trial.TrialShape;

/**
 * How much memory a stack's arrays take: weights, gradients, the optimizer's state, and what the
 * forward pass keeps for the backward one. The JVM, PyTorch and its allocator come on top.
 *
 * <p>Units: bytes.
 */
public final class StackMemory {

  /**
   * Numbers that a Transformer block keeps per token and unit of width beside those of its
   * feed-forward branch, without dropout and with fused attention. Source: arXiv:2205.05198,
   * section 4.1, in numbers of two bytes.
   */
  private static final double BLOCK_ACTIVATIONS = 8;

  /** Outputs of a layer, before and after its nonlinearity. */
  private static final double LAYER_ACTIVATIONS = 2;

  private final SweepSpec spec;
  private final DataShape data;
  private final StackFactory factory;

  /** The memory of a sweep's stacks. */
  public StackMemory(SweepSpec spec, DataShape data) {
    this.spec = spec;
    this.data = data;
    this.factory = new StackFactory(spec, data);
  }

  /** The number of parameters of a model of some width and depth. */
  public long parameters(int width, int depth) {
    ScalingPlan plan = factory.plan(spec.parametrization().ruleSet(), width, depth);
    return plan.parameters().stream()
        .mapToLong(
            parameter ->
                parameter.declaration().shape().sizes().stream()
                    .mapToLong(Integer::longValue)
                    .reduce(1, Math::multiplyExact))
        .sum();
  }

  /** Bytes of a stack of lanes that train models of a shape. */
  public long bytes(TrialShape shape, int lanes) {
    double numbers =
        parameters(shape.width(), shape.depth()) * (2.0 + optimizerStates()) + activations(shape);
    int size = spec.training().precision() == TrainingSpec.Precision.FLOAT64 ? 8 : 4;
    return Math.round(lanes * numbers * size);
  }

  /** Numbers that the optimizer keeps per parameter. */
  private int optimizerStates() {
    return spec.training().optimizer() == TrainingSpec.Optimizer.SGD ? 1 : 2;
  }

  private double activations(TrialShape shape) {
    int width = shape.width();
    int depth = shape.depth();
    ModelSpec model = spec.model();
    if (data instanceof DataShape.Tokens tokens) {
      double perToken = (double) depth * width * BLOCK_ACTIVATIONS;
      if (model instanceof ModelSpec.Transformer transformer) {
        double inner = transformer.feedForward().widthAt(width);
        perToken += LAYER_ACTIVATIONS * depth * inner;
      }
      perToken += LAYER_ACTIVATIONS * tokens.vocabulary();
      return perToken * tokens.sequenceLength() * shape.batchSize();
    }
    DataShape.Images images = (DataShape.Images) data;
    double inputs = (double) images.channels() * images.height() * images.width();
    double perImage =
        inputs + LAYER_ACTIVATIONS * (units(model, images, width, depth) + images.classes());
    return perImage * shape.batchSize();
  }

  /** Outputs of all hidden layers for one image. */
  private static double units(ModelSpec model, DataShape.Images images, int width, int depth) {
    double pixels = (double) images.height() * images.width();
    double maps = width * pixels; // each halving leaves twice the channels of a quarter of the size
    if (model instanceof ModelSpec.ConvNet convNet) {
      double norms = convNet.batchNorm() ? 2 : 1;
      return norms * maps * (2 - Math.pow(2, 1 - depth));
    }
    if (model instanceof ModelSpec.Resnet resnet) {
      double layers = 1 + 4.0 * depth; // two convolutions a block, each with a norm
      return layers * maps * (2 - Math.pow(2, 1 - resnet.stages()));
    }
    return (double) depth * width;
  }
}
