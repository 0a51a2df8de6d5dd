package org.musweep.pipeline.report;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.Setting;
import org.musweep.pipeline.space.SettingValue;
import org.musweep.pipeline.table.TrialRow;
import org.musweep.pipeline.trial.Purpose;

/** Questions asked of the rows of the trials table. */
final class Trials {

  static final String LEARNING_RATE = "learning-rate";

  private static final double SAME = 1e-9;

  private Trials() {}

  static List<TrialRow> of(List<TrialRow> trials, Purpose purpose) {
    return trials.stream().filter(trial -> is(trial, purpose)).toList();
  }

  static boolean is(TrialRow trial, Purpose purpose) {
    return trial.purpose().toUpperCase(Locale.ROOT).replace('-', '_').equals(purpose.name());
  }

  static boolean completed(TrialRow trial) {
    return trial.status().equals("completed") && Double.isFinite(trial.loss());
  }

  /** Diverged or failed: the configuration, or the machine, could not do it. */
  static boolean infeasible(TrialRow trial) {
    return trial.status().equals("diverged") || trial.status().equals("failed");
  }

  /** Completed trials, the best first. */
  static List<TrialRow> ranked(List<TrialRow> trials) {
    return trials.stream()
        .filter(Trials::completed)
        .sorted(Comparator.comparingDouble(TrialRow::loss).thenComparing(TrialRow::trial))
        .toList();
  }

  static OptionalDouble learningRate(Configuration configuration) {
    return configuration
        .value(LEARNING_RATE)
        .filter(SettingValue.Numeric.class::isInstance)
        .map(value -> OptionalDouble.of(((SettingValue.Numeric) value).number()))
        .orElse(OptionalDouble.empty());
  }

  /** Whether two configurations set the same values, up to rounding. */
  static boolean same(Configuration one, Configuration other) {
    return one.settings().size() == other.settings().size()
        && one.settings().stream().allMatch(setting -> agrees(setting, other));
  }

  /** Whether two configurations differ in nothing but the learning rate. */
  static boolean sameButLearningRate(Configuration one, Configuration other) {
    return same(withoutLearningRate(one), withoutLearningRate(other));
  }

  static boolean equal(double one, double other) {
    return Math.abs(one - other) <= SAME * Math.max(Math.abs(one), Math.abs(other));
  }

  private static Configuration withoutLearningRate(Configuration configuration) {
    return new Configuration(
        configuration.settings().stream()
            .filter(setting -> !setting.name().equals(LEARNING_RATE))
            .toList());
  }

  private static boolean agrees(Setting setting, Configuration other) {
    return other.value(setting.name()).filter(value -> equal(setting.value(), value)).isPresent();
  }

  private static boolean equal(SettingValue one, SettingValue other) {
    if (one instanceof SettingValue.Numeric a && other instanceof SettingValue.Numeric b) {
      return equal(a.number(), b.number());
    }
    return one.equals(other);
  }
}
