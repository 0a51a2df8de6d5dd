package org.musweep.pipeline.selection;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.musweep.mup.law.BatchSizeLaw;
import org.musweep.mup.law.DiffusionScaling;
import org.musweep.mup.law.DurationLaw;
import org.musweep.mup.law.LawFactor;
import org.musweep.mup.law.MovingAverageLaw;
import org.musweep.mup.law.TrainingChange;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.Setting;
import org.musweep.pipeline.sweep.HyperparameterName;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.sweep.TrainingSpec;
import org.musweep.pipeline.sweep.TrainingSpec.Optimizer;
import org.musweep.pipeline.sweep.TransferChange;
import org.musweep.pipeline.sweep.TransferChange.BatchLaw;

/**
 * Chosen settings as another batch size and another duration need them: what a law covers is
 * multiplied, all else stays.
 *
 * <p>Width and depth are not here; their factors are those of the scaling plan, by parameter.
 *
 * @param configuration the settings, those that a law changes replaced
 * @param factors what was changed, by how much and by which law; empty where nothing differs
 */
public record TransferredSettings(Configuration configuration, List<LawFactor> factors) {

  /** Copies the factors. */
  public TransferredSettings {
    factors = List.copyOf(factors);
  }

  /** The settings of a sweep's wide run and of its checks. */
  public static TransferredSettings of(SweepSpec spec, Configuration chosen) {
    return at(spec, chosen, spec.transfer().batchSize(spec.training()), spec.transfer().steps());
  }

  /**
   * The settings at a batch size and a number of steps.
   *
   * @param batchSize sequences or images
   */
  public static TransferredSettings at(
      SweepSpec spec, Configuration chosen, int batchSize, int steps) {
    TrainingSpec training = spec.training();
    if (batchSize == training.batchSize() && steps == training.steps()) {
      return new TransferredSettings(chosen, List.of());
    }
    return new Laws(spec, chosen, batchSize, steps).apply();
  }

  /** What the check or the wide run may be trained with other values of than the trials. */
  public static List<String> names(SweepSpec spec) {
    List<HyperparameterName> names =
        spec.transfer().trainsAlike(spec.training())
                && spec.transfer().change().checkBatchSizes().isEmpty()
            ? List.of(HyperparameterName.LEARNING_RATE)
            : List.of(
                HyperparameterName.LEARNING_RATE,
                HyperparameterName.BETA1,
                HyperparameterName.BETA2,
                HyperparameterName.EPSILON,
                HyperparameterName.WEIGHT_DECAY);
    return names.stream().map(HyperparameterName::key).toList();
  }

  /** What the laws make of one configuration. */
  private record Laws(SweepSpec spec, Configuration chosen, int batchSize, int steps) {

    TransferredSettings apply() {
      List<LawFactor> factors = factors();
      Configuration settings = chosen;
      for (LawFactor factor : factors) {
        settings = applied(settings, factor);
      }
      return new TransferredSettings(settings, factors);
    }

    private List<LawFactor> factors() {
      double before = spec.training().batchSize();
      double after = batchSize;
      double examples = (double) steps * batchSize / (spec.training().steps() * before);
      DurationLaw duration =
          spec.transfer().change().durationLaw() == TransferChange.Duration.SQUARE_ROOT
              ? DurationLaw.SQUARE_ROOT
              : DurationLaw.CONSTANT;
      TrainingChange change = new TrainingChange(before, after, examples);
      boolean byNoise = spec.transfer().change().batchLaw() != BatchLaw.DIFFUSION;
      List<LawFactor> factors =
          before != after && byNoise
              ? averaged(before, after, examples).factors(law(), duration)
              : change.factors(diffusion(after / before), duration);
      List<LawFactor> applied = new ArrayList<>();
      for (LawFactor factor : factors) {
        if (!names(factor).isEmpty() && changes(factor)) {
          applied.add(byNoise ? sourced(factor) : factor);
        }
      }
      return applied;
    }

    /** The same change of the batches whose gradients are as noisy as the momentum is. */
    private TrainingChange averaged(double before, double after, double examples) {
      var average = new MovingAverageLaw(momentum());
      return new TrainingChange(
          average.effectiveBatch(before), average.effectiveBatch(after), examples);
    }

    private BatchSizeLaw law() {
      if (spec.transfer().change().lacksNoiseScale()) {
        throw new IllegalArgumentException(
            "transfer.noise-scale: is not given, and none was measured: run select first");
      }
      double noise = spec.transfer().change().noiseScale();
      return spec.training().optimizer() == Optimizer.SGD
          ? new BatchSizeLaw.Gradient(noise)
          : new BatchSizeLaw.Sign(noise);
    }

    /** A factor of the batch size with the noise scale that it follows from. */
    private LawFactor sourced(LawFactor factor) {
      if (!factor.law().startsWith("batch size: ")) {
        return factor;
      }
      TransferChange change = spec.transfer().change();
      String source =
          change.batchLaw() == BatchLaw.MEASURED_NOISE_SCALE
              ? "measured by the finalists in the middle half of their steps"
              : "given as transfer.noise-scale";
      return new LawFactor(
          factor.setting(),
          factor.factor(),
          String.format(
              Locale.ROOT,
              "%s; noise scale %.4g examples, %s",
              factor.law(),
              change.noiseScale(),
              source));
    }

    private DiffusionScaling diffusion(double batchFactor) {
      return spec.training().optimizer() == Optimizer.SGD
          ? DiffusionScaling.ofSgd(batchFactor)
          : DiffusionScaling.ofAdam(batchFactor);
    }

    private double momentum() {
      return number(
          switch (spec.training().optimizer()) {
            case SGD, MUON -> HyperparameterName.MOMENTUM;
            case ADAM, ADAMW -> HyperparameterName.BETA1;
          },
          chosen);
    }

    /** A weight decay of 0 stays 0, whatever multiplies it. */
    private boolean changes(LawFactor factor) {
      return !factor.setting().equals("weight decay")
          || number(HyperparameterName.WEIGHT_DECAY, chosen) != 0;
    }

    /**
     * The hyperparameters that a factor is of. SGD's momentum sums gradients, so that a rate in
     * proportion to the batch is all that its equation asks for.
     */
    private List<HyperparameterName> names(LawFactor factor) {
      boolean sgd = spec.training().optimizer() == Optimizer.SGD;
      return switch (factor.setting()) {
        case "learning rate" -> List.of(HyperparameterName.LEARNING_RATE);
        case "weight decay" -> List.of(HyperparameterName.WEIGHT_DECAY);
        case "epsilon" -> sgd ? List.of() : List.of(HyperparameterName.EPSILON);
        case "1 - beta" ->
            sgd ? List.of() : List.of(HyperparameterName.BETA1, HyperparameterName.BETA2);
        default -> throw new IllegalStateException("No hyperparameter is " + factor.setting());
      };
    }

    private Configuration applied(Configuration settings, LawFactor factor) {
      Configuration result = settings;
      for (HyperparameterName name : names(factor)) {
        double value = number(name, settings);
        double changed =
            factor.setting().equals("1 - beta")
                ? 1 - factor.factor() * (1 - value)
                : value * factor.factor();
        result = result.with(Setting.of(name.key(), changed));
      }
      return result;
    }

    private double number(HyperparameterName name, Configuration settings) {
      return spec.training().number(name, settings);
    }
  }
}
