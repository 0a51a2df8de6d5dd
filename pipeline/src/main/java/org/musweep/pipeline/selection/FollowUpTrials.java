package org.musweep.pipeline.selection;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.Setting;
import org.musweep.pipeline.sweep.HyperparameterName;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.trial.Purpose;
import org.musweep.pipeline.trial.TrialShape;
import org.musweep.pipeline.trial.TrialSpec;

/**
 * The trainings that a selection asks for: finalists on fresh seeds, and the chosen settings at
 * other widths and under other rules.
 *
 * <p>Each list is a pure function of its arguments, so that a resumed run asks for the same trials.
 *
 * @param spec the sweep file
 */
public record FollowUpTrials(SweepSpec spec) {

  /** Factors of the chosen learning rate at a check width, the chosen one first. */
  private static final List<Double> RATE_FACTORS = List.of(1.0, 0.5, 2.0);

  /** The same at a batch size, whose law may err by more. */
  private static final List<Double> BATCH_RATE_FACTORS = List.of(1.0, 0.5, 2.0, 0.25, 4.0);

  /** Every finalist on every seed, at the trials' width and horizon. */
  public List<TrialSpec> finalists(List<Configuration> configurations, List<Long> seeds) {
    TrialShape shape = shape(rules(), spec.model().width(), spec.training().steps());
    List<TrialSpec> trials = new ArrayList<>();
    for (Configuration configuration : configurations) {
      for (long seed : seeds) {
        trials.add(TrialSpec.of(Purpose.FINALIST, trials.size(), shape, configuration, seed));
      }
    }
    return trials;
  }

  /**
   * The chosen settings at each check width, and at each check depth, with the learning rate as it
   * is, halved and doubled, on every seed; and what the law makes of them at each check batch size
   * and at the trials' own, the learning rate quartered and quadrupled, too.
   *
   * <p>Where the check trains as long as the trials, on batches of their size, the trials' own
   * width is left to the finalists, whose seeds these should be; else it is trained here too.
   */
  public List<TrialSpec> transferCheck(Configuration chosen, List<Long> seeds) {
    Configuration transferred = transferred(chosen);
    int depth = spec.model().depth();
    List<TrialSpec> trials = new ArrayList<>();
    if (!spec.transfer().trainsAlike(spec.training())) {
      add(
          trials,
          Purpose.TRANSFER_CHECK,
          transferShape(rules(), spec.model().width(), depth),
          transferred,
          seeds);
    }
    for (int width : spec.transfer().checkWidths()) {
      addRates(trials, transferShape(rules(), width, depth), transferred, RATE_FACTORS, seeds);
    }
    for (int checked : spec.transfer().change().checkDepths()) {
      if (checked != depth) {
        TrialShape shape = transferShape(rules(), spec.model().width(), checked);
        addRates(trials, shape, transferred, RATE_FACTORS, seeds);
      }
    }
    for (int batch : checkedBatchSizes()) {
      // At their own batch size the finalists have trained the chosen rate.
      boolean own = batch == spec.training().batchSize();
      List<Double> factors =
          own ? BATCH_RATE_FACTORS.subList(1, BATCH_RATE_FACTORS.size()) : BATCH_RATE_FACTORS;
      addRates(trials, batchShape(batch), batchSettings(chosen, batch), factors, seeds);
    }
    return trials;
  }

  /** The batch sizes of the check, ascending, the trials' own among them; empty without one. */
  public List<Integer> checkedBatchSizes() {
    List<Integer> asked = spec.transfer().change().checkBatchSizes();
    return asked.isEmpty()
        ? asked
        : Stream.concat(asked.stream(), Stream.of(spec.training().batchSize()))
            .distinct()
            .sorted()
            .toList();
  }

  /** The trials' model on other batches, over as many examples. */
  public TrialShape batchShape(int batchSize) {
    long examples = (long) spec.training().steps() * spec.training().batchSize();
    return new TrialShape(
        rules(),
        spec.model().width(),
        spec.model().depth(),
        batchSize,
        Math.toIntExact(examples / batchSize));
  }

  /** What the law makes of the chosen settings on other batches, over as many examples. */
  public Configuration batchSettings(Configuration chosen, int batchSize) {
    return TransferredSettings.at(spec, chosen, batchSize, batchShape(batchSize).steps())
        .configuration();
  }

  /** The chosen settings as the wide run and the checks are trained with them. */
  public Configuration transferred(Configuration chosen) {
    return TransferredSettings.of(spec, chosen).configuration();
  }

  private void addRates(
      List<TrialSpec> trials,
      TrialShape shape,
      Configuration chosen,
      List<Double> factors,
      List<Long> seeds) {
    for (double factor : factors) {
      add(trials, Purpose.TRANSFER_CHECK, shape, withRate(chosen, factor), seeds);
    }
  }

  /** The chosen settings at the target width under each rule set, on every seed. */
  public List<TrialSpec> control(Configuration chosen, List<String> ruleSets, List<Long> seeds) {
    List<TrialSpec> trials = new ArrayList<>();
    for (String rules : ruleSets) {
      add(
          trials,
          Purpose.CONTROL,
          transferShape(rules, spec.transfer().width(), spec.transfer().depth(spec.model())),
          transferred(chosen),
          seeds);
    }
    return trials;
  }

  /** The learning rate of a configuration, the sweep file's where it sets none. */
  public double learningRate(Configuration configuration) {
    return spec.training().number(HyperparameterName.LEARNING_RATE, configuration);
  }

  private Configuration withRate(Configuration chosen, double factor) {
    return factor == 1
        ? chosen
        : chosen.with(
            Setting.of(HyperparameterName.LEARNING_RATE.key(), learningRate(chosen) * factor));
  }

  private static void add(
      List<TrialSpec> trials,
      Purpose purpose,
      TrialShape shape,
      Configuration configuration,
      List<Long> seeds) {
    for (long seed : seeds) {
      TrialSpec trial = TrialSpec.of(purpose, trials.size(), shape, configuration, seed);
      boolean asked =
          trials.stream()
              .anyMatch(
                  other ->
                      other.shape().equals(shape)
                          && other.configuration().equals(configuration)
                          && other.seed() == seed);
      if (!asked) {
        trials.add(trial);
      }
    }
  }

  private String rules() {
    return spec.parametrization().ruleSet();
  }

  private TrialShape transferShape(String rules, int width, int depth) {
    return new TrialShape(
        rules, width, depth, spec.transfer().batchSize(spec.training()), spec.transfer().steps());
  }

  private TrialShape shape(String rules, int width, int steps) {
    return new TrialShape(rules, width, spec.model().depth(), spec.training().batchSize(), steps);
  }
}
