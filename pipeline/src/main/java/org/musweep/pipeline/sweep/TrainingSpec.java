package org.musweep.pipeline.sweep;

import java.util.ArrayList;
import java.util.List;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.Setting;
import org.musweep.pipeline.space.SettingValue;

/**
 * How a trial is trained.
 *
 * @param optimizer its kind
 * @param update how gradients become updates
 * @param fixed a value for each of {@link HyperparameterName#values} and for the blocks that the
 *     file names, used where a trial does not set it
 * @param steps optimizer steps of a trial, the horizon of its schedule
 * @param batchSize sequences or images per step
 * @param precision of parameters and arithmetic
 * @param validationExamples held-out examples that every validation loss is measured on
 * @param logEvery steps between two points of the training curve
 * @param noiseEvery steps between two measurements of the gradient noise scale; 0 for none
 */
public record TrainingSpec(
    Optimizer optimizer,
    UpdateSpec update,
    Configuration fixed,
    int steps,
    int batchSize,
    Precision precision,
    int validationExamples,
    int logEvery,
    int noiseEvery) {

  /** Without measuring the noise scale. */
  public TrainingSpec(
      Optimizer optimizer,
      UpdateSpec update,
      Configuration fixed,
      int steps,
      int batchSize,
      Precision precision,
      int validationExamples,
      int logEvery) {
    this(optimizer, update, fixed, steps, batchSize, precision, validationExamples, logEvery, 0);
  }

  /** Checks each component and completes {@code fixed} with the defaults, in the names' order. */
  public TrainingSpec {
    fixed = completed(optimizer, fixed);
    Bounds.atLeast("steps", steps, 1);
    Bounds.atLeast("batch size", batchSize, 1);
    Bounds.atLeast("validation examples", validationExamples, 1);
    Bounds.atLeast("log every", logEvery, 1);
    Bounds.atLeast("noise every", noiseEvery, 0);
  }

  /** The kind of optimizer. */
  public enum Optimizer implements SpecWord {
    /** Stochastic gradient descent, with or without momentum. */
    SGD,
    /** Adam; weight decay is added to the gradient. */
    ADAM,
    /** Adam with decoupled weight decay. */
    ADAMW,
    /** Orthogonalized momentum for hidden weights, AdamW for all others. */
    MUON
  }

  /** Of parameters and arithmetic; the file's key is {@code dtype}. */
  public enum Precision implements SpecWord {
    /** 32 bits. */
    FLOAT32,
    /** 64 bits. */
    FLOAT64
  }

  /** The value of a hyperparameter in a trial: the trial's, else the fixed one. */
  public SettingValue value(HyperparameterName name, Configuration trial) {
    return trial
        .value(name.key())
        .or(() -> fixed.value(name.key()))
        .orElseGet(() -> name.defaultSetting(optimizer).value());
  }

  /**
   * The number that a hyperparameter has in a trial.
   *
   * @throws IllegalArgumentException if its values are words
   */
  public double number(HyperparameterName name, Configuration trial) {
    if (value(name, trial) instanceof SettingValue.Numeric numeric) {
      return numeric.number();
    }
    throw new IllegalArgumentException(
        "Invalid number: the values of " + name.key() + " are words");
  }

  /** The schedule of a trial. */
  public ScheduleSpec schedule(Configuration trial) {
    return new ScheduleSpec(
        ScheduleSpec.Shape.of(value(HyperparameterName.SCHEDULE, trial).text()),
        number(HyperparameterName.WARMUP, trial),
        number(HyperparameterName.DECAY_SHARE, trial),
        number(HyperparameterName.FINAL_SHARE, trial));
  }

  private static Configuration completed(Optimizer optimizer, Configuration given) {
    for (Setting setting : given.settings()) {
      HyperparameterName name =
          HyperparameterName.of(setting.name())
              .orElseThrow(
                  () -> new IllegalArgumentException("Invalid hyperparameter: " + setting.name()));
      Bounds.require(
          name.admits(setting.value()), name.key(), setting.value().text(), name.allowed());
    }
    List<Setting> settings = new ArrayList<>();
    for (HyperparameterName name : HyperparameterName.values()) {
      settings.add(
          given
              .value(name.key())
              .map(value -> new Setting(name.key(), value))
              .orElseGet(() -> name.defaultSetting(optimizer)));
    }
    given.settings().stream()
        .filter(setting -> HyperparameterName.of(setting.name()).orElseThrow().block().isPresent())
        .forEach(settings::add);
    return new Configuration(settings);
  }
}
