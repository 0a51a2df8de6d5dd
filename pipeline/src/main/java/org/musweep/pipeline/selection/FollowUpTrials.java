package org.musweep.pipeline.selection;

import java.util.ArrayList;
import java.util.List;
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
   * The chosen settings at each check width, with the learning rate as it is, halved and doubled,
   * on every seed.
   *
   * <p>Where the check's horizon is that of the trials, the trials' own width is left to the
   * finalists, whose seeds these should be; else it is trained here too.
   */
  public List<TrialSpec> transferCheck(Configuration chosen, List<Long> seeds) {
    int steps = spec.transfer().steps();
    List<TrialSpec> trials = new ArrayList<>();
    if (steps != spec.training().steps()) {
      add(
          trials,
          Purpose.TRANSFER_CHECK,
          shape(rules(), spec.model().width(), steps),
          chosen,
          seeds);
    }
    for (int width : spec.transfer().checkWidths()) {
      for (double factor : RATE_FACTORS) {
        add(
            trials,
            Purpose.TRANSFER_CHECK,
            shape(rules(), width, steps),
            withRate(chosen, factor),
            seeds);
      }
    }
    return trials;
  }

  /** The chosen settings at the target width under each rule set, on every seed. */
  public List<TrialSpec> control(Configuration chosen, List<String> ruleSets, List<Long> seeds) {
    List<TrialSpec> trials = new ArrayList<>();
    for (String rules : ruleSets) {
      add(
          trials,
          Purpose.CONTROL,
          shape(rules, spec.transfer().width(), spec.transfer().steps()),
          chosen,
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
      trials.add(TrialSpec.of(purpose, trials.size(), shape, configuration, seed));
    }
  }

  private String rules() {
    return spec.parametrization().rules().key();
  }

  private TrialShape shape(String rules, int width, int steps) {
    return new TrialShape(rules, width, spec.model().depth(), spec.training().batchSize(), steps);
  }
}
