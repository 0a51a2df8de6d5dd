package org.musweep.pipeline.sweep;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.musweep.pipeline.space.Setting;
import org.musweep.pipeline.space.SettingValue;
import org.musweep.pipeline.sweep.TrainingSpec.Optimizer;

/**
 * The hyperparameters that a training knows. Each may be fixed under {@code training} or searched
 * under {@code search.space}; all may differ from lane to lane of a stack.
 *
 * <p>Units: {@code learning-rate.ROLE} and {@code init-scale.ROLE} are factors on top of {@code
 * learning-rate} and {@code init-scale} for the parameters of that role.
 */
public enum HyperparameterName {
  /** Peak learning rate, before the scaling plan's factors. */
  LEARNING_RATE("learning-rate", Domain.POSITIVE, 1e-3),
  /** Factor on the learning rate of embeddings and input weights. */
  LEARNING_RATE_EMBEDDING("learning-rate.embedding", Domain.POSITIVE, 1),
  /** Factor on the learning rate of hidden weights. */
  LEARNING_RATE_HIDDEN("learning-rate.hidden", Domain.POSITIVE, 1),
  /** Factor on the learning rate of the readout. */
  LEARNING_RATE_READOUT("learning-rate.readout", Domain.POSITIVE, 1),
  /** Factor on the standard deviation of all initial weights. */
  INIT_SCALE("init-scale", Domain.POSITIVE, 1),
  /** Factor on the initial embeddings and input weights. */
  INIT_SCALE_EMBEDDING("init-scale.embedding", Domain.POSITIVE, 1),
  /** Factor on the initial hidden weights. */
  INIT_SCALE_HIDDEN("init-scale.hidden", Domain.POSITIVE, 1),
  /** Factor on the initial readout weights. */
  INIT_SCALE_READOUT("init-scale.readout", Domain.POSITIVE, 1),
  /** Factor on the readout's output. */
  OUTPUT_MULTIPLIER("output-multiplier", Domain.POSITIVE, 1),
  /** Factor on attention logits, relative to 1/√(head size at the base width). */
  ATTENTION_MULTIPLIER("attention-multiplier", Domain.POSITIVE, 1),
  /** Factor on the output of embeddings or of the input layer. */
  INPUT_MULTIPLIER("input-multiplier", Domain.POSITIVE, 1),
  /** Adam's decay rate of the first moment. */
  BETA1("beta1", Domain.BELOW_ONE, 0.9),
  /** Adam's decay rate of the second moment. */
  BETA2("beta2", Domain.BELOW_ONE, 0.999),
  /** Adam's term in the denominator. */
  EPSILON("epsilon", Domain.POSITIVE, 1e-8),
  /** SGD's momentum. */
  MOMENTUM("momentum", Domain.BELOW_ONE, 0),
  /** Weight decay, before the scaling plan's factors. */
  WEIGHT_DECAY("weight-decay", Domain.NOT_NEGATIVE, 0),
  /** Shape of the learning rate after the warm-up. */
  SCHEDULE("schedule", ScheduleSpec.Shape.CONSTANT),
  /** Linear warm-up, as a share of the steps. */
  WARMUP("warmup", Domain.BELOW_ONE, 0),
  /** Learning rate of the last step, as a share of the peak. */
  FINAL_SHARE("schedule.final-share", Domain.UP_TO_ONE, 0);

  private final String key;
  private final Domain domain;
  private final double initialNumber;
  private final String initialWord;

  HyperparameterName(String key, Domain domain, double initial) {
    this.key = key;
    this.domain = domain;
    this.initialNumber = initial;
    this.initialWord = "";
  }

  HyperparameterName(String key, ScheduleSpec.Shape initial) {
    this.key = key;
    this.domain = Domain.SCHEDULE_SHAPE;
    this.initialNumber = 0;
    this.initialWord = initial.key();
  }

  /** The hyperparameter with a sweep file's name. */
  public static Optional<HyperparameterName> of(String key) {
    return Arrays.stream(values()).filter(name -> name.key.equals(key)).findFirst();
  }

  /** The name in the sweep file. */
  public String key() {
    return key;
  }

  /** The value that holds where a sweep file says nothing. */
  public Setting defaultSetting() {
    return isNumeric() ? Setting.of(key, initialNumber) : Setting.of(key, initialWord);
  }

  /** Whether values are numbers; else they are words. */
  public boolean isNumeric() {
    return domain != Domain.SCHEDULE_SHAPE;
  }

  /** Whether a value makes sense. */
  public boolean admits(SettingValue value) {
    if (value instanceof SettingValue.Numeric numeric) {
      return isNumeric() && domain.admits(numeric.number());
    }
    return !isNumeric() && ScheduleSpec.Shape.keys().contains(value.text());
  }

  /** What {@link #admits} allows, in words: {@code above 0}. */
  public String allowed() {
    return domain.allowed;
  }

  /** Whether an optimizer has this hyperparameter. */
  public boolean appliesTo(Optimizer optimizer) {
    if (List.of(BETA1, BETA2, EPSILON).contains(this)) {
      return optimizer != Optimizer.SGD;
    }
    return this != MOMENTUM || optimizer == Optimizer.SGD;
  }

  private enum Domain {
    POSITIVE("above 0"),
    NOT_NEGATIVE("0 or more"),
    BELOW_ONE("0 or more and below 1"),
    UP_TO_ONE("0 to 1"),
    SCHEDULE_SHAPE("one of " + String.join(", ", ScheduleSpec.Shape.keys()));

    private final String allowed;

    Domain(String allowed) {
      this.allowed = allowed;
    }

    private boolean admits(double value) {
      return switch (this) {
        case POSITIVE -> value > 0;
        case NOT_NEGATIVE -> value >= 0;
        case BELOW_ONE -> value >= 0 && value < 1;
        case UP_TO_ONE -> value >= 0 && value <= 1;
        case SCHEDULE_SHAPE -> false;
      };
    }
  }
}
