package org.musweep.pipeline.sweep;

import java.util.List;
import org.musweep.pipeline.rung.RungSchedule;
import org.musweep.pipeline.space.Hyperparameter;
import org.musweep.pipeline.space.SettingValue;
import org.musweep.pipeline.space.TransferKnowledge;
import org.musweep.pipeline.space.Transferability;
import org.musweep.pipeline.sweep.EarlyStoppingSpec.Rule;
import org.musweep.pipeline.sweep.ParametrizationSpec.EpsilonScaling;
import org.musweep.pipeline.sweep.ParametrizationSpec.Rules;
import org.musweep.pipeline.sweep.ParametrizationSpec.WeightDecayScaling;

/** Finds what is allowed but often a mistake. */
final class Cautions {

  private final SweepSpec spec;
  private final Findings findings;

  private Cautions(SweepSpec spec, Findings findings) {
    this.spec = spec;
    this.findings = findings;
  }

  static void find(SweepSpec spec, Findings findings) {
    Cautions cautions = new Cautions(spec, findings);
    cautions.rules();
    cautions.nothingVaries();
    spec.search().space().hyperparameters().stream()
        .filter(searched -> !searched.isHeld())
        .forEach(cautions::transfer);
    spec.search().space().hyperparameters().forEach(cautions::fixedAndSearched);
    if (spec.search().earlyStopping().stopsEarly()) {
      cautions.rungs();
    }
  }

  private void rules() {
    if (spec.parametrization().rules() == Rules.STANDARD) {
      findings.caution(
          "parametrization.rules",
          "under the standard rules the best learning rate changes with width;"
              + " expect the coord check to fail and the transfer to be worse");
    }
  }

  private void nothingVaries() {
    boolean held =
        spec.search().space().hyperparameters().stream().allMatch(Hyperparameter::isHeld);
    if (held && spec.search().trials() > 1) {
      findings.caution(
          "search.space",
          "every hyperparameter is held at one value, so that all %d trials are the same"
              .formatted(spec.search().trials()));
    }
  }

  private void transfer(Hyperparameter searched) {
    TransferKnowledge knowledge = TransferKnowledge.of(searched.name());
    boolean underNamedRule =
        knowledge.transferability() == Transferability.BY_RULE
            && (searched.name().equals(HyperparameterName.EPSILON.key())
                ? spec.parametrization().epsilon() != EpsilonScaling.CONSTANT
                : spec.parametrization().weightDecay() != WeightDecayScaling.CONSTANT);
    if (knowledge.transferability().deservesWarning() && !underNamedRule) {
      findings.caution(
          "search.space." + searched.name(),
          "may not be best for the wide model: " + knowledge.reason());
    }
  }

  private void fixedAndSearched(Hyperparameter searched) {
    String key =
        "training." + TrainingReader.keyOf(HyperparameterName.of(searched.name()).orElseThrow());
    if (findings.has(key)) {
      findings.caution(
          key, "has no effect, because search.space.%s is searched".formatted(searched.name()));
    }
  }

  private void rungs() {
    EarlyStoppingSpec stopping = spec.search().earlyStopping();
    RungSchedule rungs =
        RungSchedule.of(spec.training().steps(), stopping.reductionFactor(), stopping.firstRung());
    rungs
        .caution(longestWarmup())
        .ifPresent(text -> findings.caution("search.early-stopping.first-rung", text));
    double survivors =
        spec.search().trials() / Math.pow(stopping.reductionFactor(), rungs.lastRung());
    boolean halves =
        List.of(Rule.ASHA, Rule.ASHA_STOPPING, Rule.SUCCESSIVE_HALVING).contains(stopping.rule());
    if (halves && survivors < spec.search().finalists().count()) {
      findings.caution(
          "search.finalists.count",
          "only about %d of %d trials reach the last step, fewer than the %d finalists"
              .formatted(
                  (int) Math.floor(survivors),
                  spec.search().trials(),
                  spec.search().finalists().count()));
    }
  }

  private double longestWarmup() {
    HyperparameterName warmup = HyperparameterName.WARMUP;
    return spec.search().space().distribution(warmup.key()).stream()
        .flatMap(range -> range.spread(2).stream())
        .filter(SettingValue.Numeric.class::isInstance)
        .map(SettingValue.Numeric.class::cast)
        .mapToDouble(SettingValue.Numeric::number)
        .max()
        .orElseGet(() -> spec.training().fixed().number(warmup.key()).orElseThrow());
  }
}
