package org.musweep.pipeline.training;

import ai.djl.ndarray.types.DataType;
import java.util.List;
import java.util.stream.IntStream;
import org.musweep.mup.data.DataShape;
import org.musweep.mup.law.EpsilonRule;
import org.musweep.mup.law.WeightDecayRule;
import org.musweep.mup.optimizer.LearningRateSchedule;
import org.musweep.mup.optimizer.Momentum;
import org.musweep.mup.optimizer.OptimizerSettings;
import org.musweep.mup.parametrization.MuonScale;
import org.musweep.mup.parametrization.OptimizerKind;
import org.musweep.mup.parametrization.RuleSet;
import org.musweep.mup.parametrization.ScalingPlan;
import org.musweep.mup.parametrization.UpdateRules;
import org.musweep.mup.stack.Architecture;
import org.musweep.mup.stack.Lane;
import org.musweep.mup.stack.ParameterSpec;
import org.musweep.mup.stack.RoleFactors;
import org.musweep.mup.training.LaneSpec;
import org.musweep.mup.training.StackSpec;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.sweep.HyperparameterName;
import org.musweep.pipeline.sweep.ScheduleSpec;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.sweep.TrainingSpec;
import org.musweep.pipeline.sweep.UpdateSpec;
import org.musweep.pipeline.trial.TrialShape;
import org.musweep.pipeline.trial.TrialSpec;

/**
 * Turns trials of a sweep into a stack that mup-model trains.
 *
 * @param spec the sweep file
 * @param data the shape of its data
 */
public record StackFactory(SweepSpec spec, DataShape data) {

  /** The stack of trials that share a shape, one lane each, in their order. */
  public StackSpec stack(TrialShape shape, List<TrialSpec> trials) {
    return stack(
        shape,
        trials.stream()
            .map(trial -> lane(trial.configuration(), trial.seed(), shape.steps()))
            .toList(),
        spec.training().logEvery());
  }

  /** A stack of lanes that were made with {@link #lane}. */
  public StackSpec stack(TrialShape shape, List<LaneSpec> lanes, int logEvery) {
    TrainingSpec training = spec.training();
    return new StackSpec(
        architecture(shape.width(), shape.depth()),
        plan(shape.rules(), shape.width(), shape.depth()),
        training.precision() == TrainingSpec.Precision.FLOAT64
            ? DataType.FLOAT64
            : DataType.FLOAT32,
        new org.musweep.mup.training.TrainingSpec(
            shape.batchSize(),
            logEvery,
            training.validationExamples(),
            org.musweep.mup.training.TrainingSpec.COLLAPSE_SHARE,
            training.noiseEvery()),
        lanes);
  }

  /**
   * The sweep's model at a width and depth, on its base shapes.
   *
   * @throws IllegalArgumentException if base shapes that the sweep file names do not fit it
   */
  public Architecture architecture(int width, int depth) {
    return new BaseModels(spec, data, depth)
        .based(
            ArchitectureFactory.of(
                spec.model(), data, width, depth, spec.parametrization().depth()));
  }

  /**
   * Floating-point operations of one training step of one trial: two per multiply-add of the
   * forward pass, and twice as many again for the gradients of activations and of weights.
   */
  public double flopsPerStep(TrialShape shape) {
    return 6.0 * architecture(shape.width(), shape.depth()).multiplyAdds() * shape.batchSize();
  }

  /** The scaling plan of the sweep's model and optimizer at a width and depth. */
  public ScalingPlan plan(String rules, int width, int depth) {
    Architecture architecture = architecture(width, depth);
    return ScalingPlan.of(
        RuleSet.named(rules),
        new UpdateRules(
            OptimizerKind.valueOf(spec.training().optimizer().name()),
            WeightDecayRule.valueOf(spec.parametrization().weightDecay().name()),
            EpsilonRule.valueOf(spec.parametrization().epsilon().name()),
            MuonScale.valueOf(spec.training().update().scale().name())),
        architecture.parameters().stream().map(ParameterSpec::declaration).toList(),
        architecture.multipliers());
  }

  /**
   * A lane with a trial's settings, the sweep file's where the trial sets none.
   *
   * @param steps the horizon of the learning-rate schedule
   */
  public LaneSpec lane(Configuration configuration, long seed, int steps) {
    return new LaneSpec(model(configuration, seed), optimizer(configuration, steps));
  }

  private Lane model(Configuration trial, long seed) {
    return new Lane(
        seed,
        new RoleFactors(
                number(HyperparameterName.INIT_SCALE_EMBEDDING, trial),
                number(HyperparameterName.INIT_SCALE_HIDDEN, trial),
                number(HyperparameterName.INIT_SCALE_READOUT, trial),
                1,
                blocks(HyperparameterName.INIT_SCALE, trial))
            .times(number(HyperparameterName.INIT_SCALE, trial)),
        number(HyperparameterName.INPUT_MULTIPLIER, trial),
        number(HyperparameterName.ATTENTION_MULTIPLIER, trial),
        number(HyperparameterName.OUTPUT_MULTIPLIER, trial));
  }

  private OptimizerSettings optimizer(Configuration trial, int steps) {
    ScheduleSpec schedule = spec.training().schedule(trial);
    double clipNorm = number(HyperparameterName.CLIP_NORM, trial);
    return new OptimizerSettings(
        number(HyperparameterName.LEARNING_RATE, trial),
        new RoleFactors(
            number(HyperparameterName.LEARNING_RATE_EMBEDDING, trial),
            number(HyperparameterName.LEARNING_RATE_HIDDEN, trial),
            number(HyperparameterName.LEARNING_RATE_READOUT, trial),
            number(HyperparameterName.LEARNING_RATE_VECTOR, trial),
            blocks(HyperparameterName.LEARNING_RATE, trial)),
        number(HyperparameterName.BETA1, trial),
        number(HyperparameterName.BETA2, trial),
        number(HyperparameterName.EPSILON, trial),
        momentum(trial),
        number(HyperparameterName.WEIGHT_DECAY, trial),
        new LearningRateSchedule(
            LearningRateSchedule.Shape.valueOf(schedule.shape().name()),
            schedule.warmup(),
            schedule.decayShare(),
            schedule.finalShare(),
            steps),
        clipNorm == 0 ? Double.POSITIVE_INFINITY : clipNorm);
  }

  private Momentum momentum(Configuration trial) {
    UpdateSpec update = spec.training().update();
    return new Momentum(
        number(HyperparameterName.MOMENTUM, trial),
        update.nesterov() ? Momentum.Form.NESTEROV : Momentum.Form.HEAVY_BALL,
        spec.training().optimizer() == TrainingSpec.Optimizer.MUON
            ? Momentum.Buffer.valueOf(update.buffer().name())
            : Momentum.Buffer.SUM);
  }

  /** The factors of all blocks. */
  private List<Double> blocks(HyperparameterName name, Configuration trial) {
    return IntStream.range(0, spec.model().depth())
        .mapToObj(block -> number(name.ofBlock(block), trial))
        .toList();
  }

  private double number(HyperparameterName name, Configuration trial) {
    return spec.training().number(name, trial);
  }
}
