package org.musweep.pipeline.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.musweep.mup.law.LawFactor;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.Setting;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.sweep.SweepSpecReader;
import org.musweep.pipeline.trial.TrialSpec;

/** Factors against the formulas of the papers, worked out by hand. */
class TransferredSettingsTest {

  private static final Configuration CHOSEN = Configuration.of(Setting.of("learning-rate", 0.01));

  private static SweepSpec spec(String optimizer, String transfer) {
    return spec(optimizer, "", transfer);
  }

  private static SweepSpec spec(String optimizer, String training, String transfer) {
    return SweepSpecReader.parse(
        """
        schema: 1
        sweep: s
        data: {source: text, path: t.txt}
        model: {family: transformer, width: 32, head-size: 16}
        training: {optimizer: %s, steps: 1000, batch-size: 4, weight-decay: 0.1%s%s}
        search: {trials: 4, space: {learning-rate: {log-uniform: [0.004, 0.125]}}}
        transfer: {width: 64, check-widths: [], %s}
        """
            .formatted(
                optimizer,
                optimizer.equals("sgd") ? ", momentum: 0.5" : ", beta2: 0.95",
                training,
                transfer),
        "s.yaml");
  }

  private static double number(TransferredSettings settings, String name) {
    return settings.configuration().number(name).orElseThrow();
  }

  @Test
  void nothingChangesWhereTrainingIsAlike() {
    assertThat(TransferredSettings.of(spec("adamw", "seeds: 1"), CHOSEN))
        .isEqualTo(new TransferredSettings(CHOSEN, List.of()));
  }

  @Test
  void diffusionOfAdamWTakesRootsAndKeepsTheDecaysTimeScale() {
    TransferredSettings settings =
        TransferredSettings.of(
            spec("adamw", "batch-size: 16, steps: 250, batch-law: diffusion"), CHOSEN);
    assertThat(number(settings, "learning-rate")).isCloseTo(0.02, within(1e-15));
    assertThat(number(settings, "beta1")).isCloseTo(0.6, within(1e-15));
    assertThat(number(settings, "beta2")).isCloseTo(0.8, within(1e-15));
    assertThat(number(settings, "epsilon")).isCloseTo(5e-9, within(1e-22));
    // lr x 2, steps / 4: lr · decay · steps stays if the decay doubles
    assertThat(number(settings, "weight-decay")).isCloseTo(0.2, within(1e-15));
    assertThat(settings.factors())
        .extracting(LawFactor::law)
        .allMatch(law -> law.contains("arXiv"));
  }

  @Test
  void diffusionOfSgdIsLinearAndLeavesMomentumAlone() {
    TransferredSettings settings =
        TransferredSettings.of(
            spec("sgd", "batch-size: 16, steps: 250, batch-law: diffusion"), CHOSEN);
    assertThat(number(settings, "learning-rate")).isCloseTo(0.04, within(1e-15));
    assertThat(settings.configuration().value("momentum")).isEmpty();
    assertThat(settings.configuration().value("weight-decay")).isEmpty();
  }

  @Test
  void noiseScaleCountsTheBatchesThatMomentumAverages() {
    String transfer = "batch-size: 16, steps: 250, batch-law: noise-scale, noise-scale: 96";
    // momentum 0.5 makes 3 times the batch: 12 and 48 against 96
    assertThat(number(TransferredSettings.of(spec("sgd", transfer), CHOSEN), "learning-rate"))
        .isCloseTo(0.01 * (1 + 96.0 / 12) / (1 + 96.0 / 48), within(1e-15));
    // beta1 0.9: 19 times
    double adam = Math.sqrt((1 + 96.0 / 76) / (1 + 96.0 / 304));
    assertThat(number(TransferredSettings.of(spec("adamw", transfer), CHOSEN), "learning-rate"))
        .isCloseTo(0.01 * adam, within(1e-15));
    // Muon's momentum 0.95: 39 times
    double muon = Math.sqrt((1 + 96.0 / 156) / (1 + 96.0 / 624));
    assertThat(number(TransferredSettings.of(spec("muon", transfer), CHOSEN), "learning-rate"))
        .isCloseTo(0.01 * muon, within(1e-15));
  }

  @Test
  void measuredNoiseScaleGivesTheFactorOfAGivenOneAndIsNamed() {
    String batch = "batch-size: 16, steps: 250, batch-law: noise-scale";
    SweepSpec given = spec("adamw", batch + ", noise-scale: 96");
    SweepSpec open = spec("adamw", ", noise-every: 5", batch);
    SweepSpec measured = open.withMeasuredNoiseScale(96);
    TransferredSettings settings = TransferredSettings.of(measured, CHOSEN);
    assertThat(settings.configuration())
        .isEqualTo(TransferredSettings.of(given, CHOSEN).configuration());
    // beta1 0.9 makes 19 times the batch: 76 and 304 against 96
    assertThat(settings.factors().get(0).factor())
        .isCloseTo(Math.sqrt((1 + 96.0 / 76) / (1 + 96.0 / 304)), within(1e-15));
    assertThat(settings.factors().get(0).law())
        .endsWith(
            "noise scale 96.00 examples, measured by the finalists in the middle half of their"
                + " steps");
    assertThat(TransferredSettings.of(given, CHOSEN).factors().get(0).law())
        .endsWith("noise scale 96.00 examples, given as transfer.noise-scale");
    assertThat(given.transfer().change().lacksNoiseScale()).isFalse();
    assertThatThrownBy(() -> TransferredSettings.of(open, CHOSEN))
        .hasMessage("transfer.noise-scale: is not given, and none was measured: run select first");
  }

  @Test
  void batchSizesAreCheckedAroundTheLawsRateOverAsManyExamples() {
    SweepSpec spec =
        spec(
            "adamw",
            "check-batch-sizes: [16, 40], batch-law: noise-scale, noise-scale: 96, seeds: 1");
    List<TrialSpec> trials = new FollowUpTrials(spec).transferCheck(CHOSEN, List.of(1L));
    // The finalists have trained the chosen rate at the trials' own batches of 4.
    assertThat(trials)
        .extracting(trial -> trial.shape().batchSize() + " x " + trial.shape().steps())
        .containsExactly(
            "4 x 1000",
            "4 x 1000",
            "4 x 1000",
            "4 x 1000",
            "16 x 250",
            "16 x 250",
            "16 x 250",
            "16 x 250",
            "16 x 250",
            "40 x 100",
            "40 x 100",
            "40 x 100",
            "40 x 100",
            "40 x 100");
    assertThat(trials).allMatch(trial -> trial.shape().width() == 32);
    double law = 0.01 * Math.sqrt((1 + 96.0 / 76) / (1 + 96.0 / 304));
    assertThat(trials.subList(4, 9))
        .extracting(trial -> trial.configuration().number("learning-rate").orElseThrow())
        .usingComparatorForType(
            (one, other) -> Math.abs(one - other) < 1e-15 ? 0 : Double.compare(one, other),
            Double.class)
        .containsExactly(law, law / 2, law * 2, law / 4, law * 4);
  }

  @Test
  void fourTimesTheStepsHalveTheRate() {
    SweepSpec spec = spec("adamw", "steps: 4000, duration-law: square-root");
    TransferredSettings settings = TransferredSettings.of(spec, CHOSEN);
    assertThat(number(settings, "learning-rate")).isCloseTo(0.005, within(1e-15));
    assertThat(number(settings, "weight-decay")).isCloseTo(0.05, within(1e-15));
    TrialSpec base = new FollowUpTrials(spec).transferCheck(CHOSEN, List.of(1L)).get(0);
    assertThat(base.shape().width()).isEqualTo(32);
    assertThat(base.shape().steps()).isEqualTo(4000);
    assertThat(base.configuration()).isEqualTo(settings.configuration());
  }
}
