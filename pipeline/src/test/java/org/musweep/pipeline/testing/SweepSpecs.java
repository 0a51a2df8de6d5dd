package org.musweep.pipeline.testing;

import java.util.List;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.Hyperparameter;
import org.musweep.pipeline.space.LogUniform;
import org.musweep.pipeline.space.SearchSpace;
import org.musweep.pipeline.space.Setting;
import org.musweep.pipeline.sweep.BudgetSpec;
import org.musweep.pipeline.sweep.CoordCheckSpec;
import org.musweep.pipeline.sweep.DataSpec;
import org.musweep.pipeline.sweep.EarlyStoppingSpec;
import org.musweep.pipeline.sweep.ExecutionSpec;
import org.musweep.pipeline.sweep.FinalistsSpec;
import org.musweep.pipeline.sweep.ModelSpec;
import org.musweep.pipeline.sweep.ParametrizationSpec;
import org.musweep.pipeline.sweep.SamplerSpec;
import org.musweep.pipeline.sweep.SearchSpec;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.sweep.TrainingSpec;
import org.musweep.pipeline.sweep.TransferSpec;
import org.musweep.pipeline.sweep.UpdateSpec;

/**
 * A small sweep file as records: 27 Sobol points of learning rate and init scale, ASHA with rungs
 * at 100, 300 and 900 steps.
 */
public record SweepSpecs(
    SamplerSpec sampler,
    int trials,
    EarlyStoppingSpec.Rule rule,
    BudgetSpec budget,
    ExecutionSpec.Lanes lanes,
    ExecutionSpec.Mode mode) {

  /** Steps of a trial. */
  public static final int STEPS = 900;

  /** The best configuration of the executors that these sweeps are tried with. */
  public static final Configuration BEST =
      Configuration.of(Setting.of("learning-rate", 0.02), Setting.of("init-scale", 1));

  /** As the class says. */
  public static SweepSpecs small() {
    return new SweepSpecs(
        new SamplerSpec.Sobol(),
        27,
        EarlyStoppingSpec.Rule.ASHA,
        BudgetSpec.UNLIMITED,
        new ExecutionSpec.Lanes.Auto(),
        new ExecutionSpec.Mode(ExecutionSpec.Order.ARRIVAL, ExecutionSpec.WINDOW));
  }

  /** With results that count in another order. */
  public SweepSpecs with(ExecutionSpec.Mode other) {
    return new SweepSpecs(sampler, trials, rule, budget, lanes, other);
  }

  /** With another sampler. */
  public SweepSpecs with(SamplerSpec other) {
    return new SweepSpecs(other, trials, rule, budget, lanes, mode);
  }

  /** With another number of trials. */
  public SweepSpecs withTrials(int other) {
    return new SweepSpecs(sampler, other, rule, budget, lanes, mode);
  }

  /** With another rule for early stopping. */
  public SweepSpecs with(EarlyStoppingSpec.Rule other) {
    return new SweepSpecs(sampler, trials, other, budget, lanes, mode);
  }

  /** With another budget. */
  public SweepSpecs with(BudgetSpec other) {
    return new SweepSpecs(sampler, trials, rule, other, lanes, mode);
  }

  /** With another number of lanes. */
  public SweepSpecs with(ExecutionSpec.Lanes other) {
    return new SweepSpecs(sampler, trials, rule, budget, other, mode);
  }

  /** The sweep file. */
  public SweepSpec spec() {
    return new SweepSpec(
        "small",
        7,
        "out",
        new DataSpec.Images("images.parquet", "pixels", "label", 1, 28, 28, 10, 1000),
        new ModelSpec.Mlp(32, 2, 32, ModelSpec.Activation.RELU, true),
        new ParametrizationSpec(
            ParametrizationSpec.Rules.MAXIMAL_UPDATE,
            ParametrizationSpec.WeightDecayScaling.INDEPENDENT,
            ParametrizationSpec.EpsilonScaling.CONSTANT),
        new TrainingSpec(
            TrainingSpec.Optimizer.ADAM,
            UpdateSpec.of(TrainingSpec.Optimizer.ADAM),
            Configuration.of(),
            STEPS,
            4,
            TrainingSpec.Precision.FLOAT32,
            64,
            10),
        new SearchSpec(
            sampler,
            trials,
            SearchSpace.of(
                new Hyperparameter("learning-rate", new LogUniform(0.004, 0.125)),
                new Hyperparameter("init-scale", new LogUniform(0.25, 4))),
            new EarlyStoppingSpec(rule, 3, 0.1),
            new FinalistsSpec(4, 3)),
        new CoordCheckSpec(
            List.of(32, 64, 128), 5, 2, List.of(0.01), CoordCheckSpec.OnFailure.STOP),
        new TransferSpec(256, List.of(64, 128), STEPS, 3),
        budget,
        new ExecutionSpec(
            "local[2]",
            1,
            lanes,
            ExecutionSpec.DeviceChoice.AUTO,
            mode,
            ExecutionSpec.STEP_TIMEOUT));
  }
}
