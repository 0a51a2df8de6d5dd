package org.musweep.pipeline.sweep;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.musweep.pipeline.space.Setting;
import org.musweep.pipeline.space.SettingValue;
import org.musweep.pipeline.sweep.TrainingSpec.Optimizer;

/**
 * The hyperparameters that a training knows. Each may be fixed under {@code training} or searched
 * under {@code search.space}; all may differ from lane to lane of a stack.
 *
 * <p>Units: {@code learning-rate.ROLE} and {@code init-scale.ROLE} are factors on top of {@code
 * learning-rate} and {@code init-scale} for the parameters of that role; {@code
 * learning-rate.block.N} and {@code init-scale.block.N} are factors on top of both for the
 * parameters of block N, counted from 0. These last are not among {@link #values}: there are as
 * many as the model has blocks.
 *
 * @param key the name in the sweep file
 * @param domain which values make sense
 * @param initial the value that holds where a sweep file says nothing
 */
public record HyperparameterName(String key, Domain domain, SettingValue initial) {

  /** Peak learning rate, before the scaling plan's factors. */
  public static final HyperparameterName LEARNING_RATE =
      new HyperparameterName("learning-rate", Domain.POSITIVE, new SettingValue.Numeric(1e-3));

  /** Factor on the learning rate of embeddings and input weights. */
  public static final HyperparameterName LEARNING_RATE_EMBEDDING =
      new HyperparameterName(
          "learning-rate.embedding", Domain.POSITIVE, new SettingValue.Numeric(1));

  /** Factor on the learning rate of hidden weights. */
  public static final HyperparameterName LEARNING_RATE_HIDDEN =
      new HyperparameterName("learning-rate.hidden", Domain.POSITIVE, new SettingValue.Numeric(1));

  /** Factor on the learning rate of the readout. */
  public static final HyperparameterName LEARNING_RATE_READOUT =
      new HyperparameterName("learning-rate.readout", Domain.POSITIVE, new SettingValue.Numeric(1));

  /** Factor on the learning rate of biases and gains. */
  public static final HyperparameterName LEARNING_RATE_VECTOR =
      new HyperparameterName("learning-rate.vector", Domain.POSITIVE, new SettingValue.Numeric(1));

  /** Factor on the standard deviation of all initial weights. */
  public static final HyperparameterName INIT_SCALE =
      new HyperparameterName("init-scale", Domain.POSITIVE, new SettingValue.Numeric(1));

  /** Factor on the initial embeddings and input weights. */
  public static final HyperparameterName INIT_SCALE_EMBEDDING =
      new HyperparameterName("init-scale.embedding", Domain.POSITIVE, new SettingValue.Numeric(1));

  /** Factor on the initial hidden weights. */
  public static final HyperparameterName INIT_SCALE_HIDDEN =
      new HyperparameterName("init-scale.hidden", Domain.POSITIVE, new SettingValue.Numeric(1));

  /** Factor on the initial readout weights. */
  public static final HyperparameterName INIT_SCALE_READOUT =
      new HyperparameterName("init-scale.readout", Domain.POSITIVE, new SettingValue.Numeric(1));

  /** Factor on the readout's output. */
  public static final HyperparameterName OUTPUT_MULTIPLIER =
      new HyperparameterName("output-multiplier", Domain.POSITIVE, new SettingValue.Numeric(1));

  /** Factor on attention logits, relative to 1/√(head size at the base width). */
  public static final HyperparameterName ATTENTION_MULTIPLIER =
      new HyperparameterName("attention-multiplier", Domain.POSITIVE, new SettingValue.Numeric(1));

  /** Factor on the output of embeddings or of the input layer. */
  public static final HyperparameterName INPUT_MULTIPLIER =
      new HyperparameterName("input-multiplier", Domain.POSITIVE, new SettingValue.Numeric(1));

  /** Adam's decay rate of the first moment. */
  public static final HyperparameterName BETA1 =
      new HyperparameterName("beta1", Domain.BELOW_ONE, new SettingValue.Numeric(0.9));

  /** Adam's decay rate of the second moment. */
  public static final HyperparameterName BETA2 =
      new HyperparameterName("beta2", Domain.BELOW_ONE, new SettingValue.Numeric(0.999));

  /** Adam's term in the denominator. */
  public static final HyperparameterName EPSILON =
      new HyperparameterName("epsilon", Domain.POSITIVE, new SettingValue.Numeric(1e-8));

  /** Momentum of SGD and of Muon. */
  public static final HyperparameterName MOMENTUM =
      new HyperparameterName("momentum", Domain.BELOW_ONE, new SettingValue.Numeric(0));

  /** Weight decay, before the scaling plan's factors. */
  public static final HyperparameterName WEIGHT_DECAY =
      new HyperparameterName("weight-decay", Domain.NOT_NEGATIVE, new SettingValue.Numeric(0));

  /** Largest norm of a lane's gradient; 0 if it is not clipped. */
  public static final HyperparameterName CLIP_NORM =
      new HyperparameterName("clip-norm", Domain.NOT_NEGATIVE, new SettingValue.Numeric(0));

  /** Shape of the learning rate after the warm-up. */
  public static final HyperparameterName SCHEDULE =
      new HyperparameterName(
          "schedule",
          Domain.SCHEDULE_SHAPE,
          new SettingValue.Named(ScheduleSpec.Shape.CONSTANT.key()));

  /** Linear warm-up, as a share of the steps. */
  public static final HyperparameterName WARMUP =
      new HyperparameterName("warmup", Domain.BELOW_ONE, new SettingValue.Numeric(0));

  /** Share of the steps that a warmup-stable-decay schedule decays over. */
  public static final HyperparameterName DECAY_SHARE =
      new HyperparameterName("schedule.decay-share", Domain.SHARE, new SettingValue.Numeric(0.2));

  /** Learning rate of the last step, as a share of the peak. */
  public static final HyperparameterName FINAL_SHARE =
      new HyperparameterName("schedule.final-share", Domain.UP_TO_ONE, new SettingValue.Numeric(0));

  private static final List<HyperparameterName> VALUES =
      List.of(
          LEARNING_RATE,
          LEARNING_RATE_EMBEDDING,
          LEARNING_RATE_HIDDEN,
          LEARNING_RATE_READOUT,
          LEARNING_RATE_VECTOR,
          INIT_SCALE,
          INIT_SCALE_EMBEDDING,
          INIT_SCALE_HIDDEN,
          INIT_SCALE_READOUT,
          OUTPUT_MULTIPLIER,
          ATTENTION_MULTIPLIER,
          INPUT_MULTIPLIER,
          BETA1,
          BETA2,
          EPSILON,
          MOMENTUM,
          WEIGHT_DECAY,
          CLIP_NORM,
          SCHEDULE,
          WARMUP,
          DECAY_SHARE,
          FINAL_SHARE);

  private static final Pattern BLOCK =
      Pattern.compile("(learning-rate|init-scale)\\.block\\.(0|[1-9][0-9]{0,4})");

  private static final SettingValue MUON_MOMENTUM = new SettingValue.Numeric(0.95);

  /** All of them but those of blocks. */
  public static List<HyperparameterName> values() {
    return VALUES;
  }

  /** The hyperparameter with a sweep file's name. */
  public static Optional<HyperparameterName> of(String key) {
    if (BLOCK.matcher(key).matches()) {
      return Optional.of(ofBlock(key));
    }
    return VALUES.stream().filter(name -> name.key.equals(key)).findFirst();
  }

  /** The factor on {@link #LEARNING_RATE} or {@link #INIT_SCALE} of one block. */
  public HyperparameterName ofBlock(int block) {
    return ofBlock(key + ".block." + block);
  }

  private static HyperparameterName ofBlock(String key) {
    return new HyperparameterName(key, Domain.POSITIVE, new SettingValue.Numeric(1));
  }

  /** The block that this is a factor of; empty if it is none of a block. */
  public OptionalInt block() {
    Matcher block = BLOCK.matcher(key);
    return block.matches() ? OptionalInt.of(Integer.parseInt(block.group(2))) : OptionalInt.empty();
  }

  /** The value that holds under an optimizer where a sweep file says nothing. */
  public Setting defaultSetting(Optimizer optimizer) {
    boolean muons = equals(MOMENTUM) && optimizer == Optimizer.MUON;
    return new Setting(key, muons ? MUON_MOMENTUM : initial);
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
    return !equals(MOMENTUM) || optimizer == Optimizer.SGD || optimizer == Optimizer.MUON;
  }

  /** Which values of a hyperparameter make sense. */
  public enum Domain {
    /** Above 0. */
    POSITIVE("above 0"),
    /** 0 or more. */
    NOT_NEGATIVE("0 or more"),
    /** A share that is not the whole. */
    BELOW_ONE("0 or more and below 1"),
    /** A share that may be nothing or the whole. */
    UP_TO_ONE("0 to 1"),
    /** A share that may be the whole. */
    SHARE("above 0 and at most 1"),
    /** A word for {@link ScheduleSpec.Shape}. */
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
        case SHARE -> value > 0 && value <= 1;
        case SCHEDULE_SHAPE -> false;
      };
    }
  }
}
