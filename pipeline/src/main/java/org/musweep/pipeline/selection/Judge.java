package org.musweep.pipeline.selection;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.musweep.pipeline.space.Choice;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.Distribution;
import org.musweep.pipeline.space.Hyperparameter;
import org.musweep.pipeline.space.IntRange;
import org.musweep.pipeline.space.SearchSpace;
import org.musweep.pipeline.space.SettingValue;
import org.musweep.pipeline.trial.TrialResult;

/**
 * Judges what a search tells about its hyperparameters. All is measured on the internal scales: a
 * logarithmic range counts ratios.
 *
 * @param space that was searched
 * @param scientific names of the hyperparameters that are compared
 */
record Judge(SearchSpace space, List<String> scientific) {

  private static final int SLICES = 8;

  Judge {
    scientific = List.copyOf(scientific);
  }

  Judgement of(List<TrialOutcome> exploration) {
    Map<String, Double> importance = new PedAnova(space).of(exploration);
    Map<String, Double> variance = new Fanova(space).of(exploration);
    List<HyperparameterJudgement> judgements = new ArrayList<>();
    for (Hyperparameter hyperparameter : space.hyperparameters()) {
      String name = hyperparameter.name();
      judgements.add(
          new HyperparameterJudgement(
              name,
              role(hyperparameter),
              importance.getOrDefault(name, Double.NaN),
              variance.getOrDefault(name, Double.NaN),
              slices(hyperparameter, exploration)));
    }
    return new Judgement(TrialCounts.of(exploration).infeasibleShare(), judgements);
  }

  private HyperparameterRole role(Hyperparameter hyperparameter) {
    if (hyperparameter.isHeld()) {
      return HyperparameterRole.FIXED;
    }
    return scientific.contains(hyperparameter.name())
        ? HyperparameterRole.SCIENTIFIC
        : HyperparameterRole.NUISANCE;
  }

  private static List<Slice> slices(Hyperparameter one, List<TrialOutcome> exploration) {
    Distribution range = one.distribution();
    int count = parts(range);
    return IntStream.range(0, count)
        .mapToObj(
            part ->
                slice(
                    end(range, part, part, count),
                    end(range, part, part + 1, count),
                    exploration.stream()
                        .filter(trial -> isIn(part, count, one, trial.configuration()))
                        .toList()))
        .toList();
  }

  /** An end of a part of a range; the value, if it is one. */
  private static SettingValue end(Distribution range, int part, int end, int count) {
    if (range instanceof Choice choice) {
      return choice.values().get(part);
    }
    return range instanceof IntRange ints && whole(range)
        ? new SettingValue.Numeric(ints.low() + part)
        : range.valueAt((double) end / count);
  }

  /** Whether every value is a part of its own. */
  private static boolean whole(Distribution range) {
    return range instanceof Choice
        || (range instanceof IntRange ints && ints.high() - ints.low() < SLICES);
  }

  private static int parts(Distribution range) {
    if (range instanceof Choice choice) {
      return choice.values().size();
    }
    return range instanceof IntRange ints && whole(range) ? ints.high() - ints.low() + 1 : SLICES;
  }

  private static boolean isIn(int part, int count, Hyperparameter one, Configuration trial) {
    Distribution range = one.distribution();
    return trial
        .value(one.name())
        .filter(range::contains)
        .filter(value -> part == position(range, value, count))
        .isPresent();
  }

  private static int position(Distribution range, SettingValue value, int count) {
    if (range instanceof IntRange ints && whole(range)) {
      return (int) ((SettingValue.Numeric) value).number() - ints.low();
    }
    return Math.min(count - 1, (int) (range.unit(value) * count));
  }

  private static Slice slice(SettingValue from, SettingValue to, List<TrialOutcome> trials) {
    OptionalDouble best =
        trials.stream().flatMapToDouble(trial -> trial.finalLoss().stream()).min();
    int infeasible =
        (int)
            trials.stream()
                .map(TrialOutcome::result)
                .filter(r -> r instanceof TrialResult.Diverged || r instanceof TrialResult.Failed)
                .count();
    return new Slice(from, to, trials.size(), infeasible, best.orElse(Double.NaN));
  }
}
