package org.musweep.mup.coordcheck;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a coord check says about a parametrization.
 *
 * <p>Every statistic of every module is judged at every step and judged learning rate: passed if
 * its slope is surely within the limits, failed if surely beyond one, inconclusive otherwise;
 * surely means by the number of standard errors of the {@link CoordLimits}. A value that is not
 * finite at a judged learning rate fails. The worst of all is the outcome.
 *
 * <p>A statistic may be zero at some steps (the change of hidden layers after one step from a zero
 * readout, say) and has no slope there; one without a slope at every judged step of a learning rate
 * is inconclusive.
 *
 * @param outcome passed, failed or inconclusive
 * @param reasons at least one; the first explains the outcome best, and there is one per module at
 *     fault, the {@link #guilty} ones first
 * @param slopes every slope that was looked at, in the order of the records
 */
public record CoordVerdict(CoordOutcome outcome, List<String> reasons, List<ModuleSlope> slopes) {

  /** Copies the lists. */
  public CoordVerdict {
    reasons = List.copyOf(reasons);
    slopes = List.copyOf(slopes);
    if (reasons.isEmpty() || outcome == CoordOutcome.SHOWN) {
      throw new IllegalArgumentException(
          "Invalid coord verdict: %s for %s (must be passed, failed or inconclusive for a reason)"
              .formatted(outcome.text(), reasons));
    }
  }

  /**
   * Judges records of one model under one rule set.
   *
   * @throws IllegalArgumentException if the records mix rule sets, depths or batch sizes
   */
  public static CoordVerdict of(List<CoordRecord> records, CoordLimits limits) {
    refuseMixtures(records);
    SlopeJudge judge = new SlopeJudge(limits);
    Map<List<Object>, List<CoordRecord>> groups = new LinkedHashMap<>();
    for (CoordRecord record : records) {
      if (record.step() > 1 || !record.statistic().equals(CoordRecord.DELTA)) {
        groups
            .computeIfAbsent(
                List.of(record.module(), record.statistic(), record.learningRate(), record.step()),
                group -> new ArrayList<>())
            .add(record);
      }
    }
    List<ModuleSlope> slopes =
        doubtUnmeasured(groups.values().stream().map(judge::judge).toList(), limits);
    CoordOutcome outcome =
        slopes.stream().map(ModuleSlope::outcome).reduce(CoordOutcome.SHOWN, CoordOutcome::or);
    if (outcome == CoordOutcome.SHOWN) {
      String reason =
          "nothing was judged: there is no record from step %d on at a learning rate up to %s"
              .formatted(limits.firstStep(), limits.largestJudgedLearningRate());
      return new CoordVerdict(CoordOutcome.INCONCLUSIVE, List.of(reason), slopes);
    }
    Comparator<ModuleSlope> severity = Comparator.comparingDouble(judge::excess);
    List<String> reasons =
        Stream.concat(
                outcome == CoordOutcome.FAILED ? Culprits.of(slopes).stream() : Stream.empty(),
                worstPerModule(slopes, severity).stream()
                    .filter(slope -> slope.outcome() == outcome)
                    .sorted(severity.reversed()))
            .filter(distinctModules())
            .map(ModuleSlope::text)
            .toList();
    return new CoordVerdict(
        outcome,
        outcome == CoordOutcome.PASSED
            ? List.of("the slope nearest to its limit is that of " + reasons.get(0))
            : reasons,
        slopes);
  }

  /**
   * The modules that are wrong themselves rather than fed by a wrong one, in the order of the
   * forward pass: those whose own map or own update fails first. Empty where that cannot be told.
   */
  public List<String> guilty() {
    return Culprits.of(slopes).stream().map(ModuleSlope::module).toList();
  }

  /** The reason that explains the outcome best. */
  public String reason() {
    return reasons.get(0);
  }

  /** Whether a sweep may rely on the parametrization. */
  public boolean passed() {
    return outcome == CoordOutcome.PASSED;
  }

  /** The worst judged slope of each module for each statistic, in the order of the records. */
  public List<ModuleSlope> worst() {
    Map<List<Object>, ModuleSlope> worst = new LinkedHashMap<>();
    Comparator<ModuleSlope> severity =
        Comparator.comparing(ModuleSlope::outcome).thenComparingDouble(CoordVerdict::size);
    for (ModuleSlope slope : slopes) {
      if (slope.outcome() != CoordOutcome.SHOWN) {
        worst.merge(
            List.of(slope.module(), slope.statistic()),
            slope,
            (a, b) -> severity.compare(a, b) >= 0 ? a : b);
      }
    }
    return List.copyOf(worst.values());
  }

  private static Predicate<ModuleSlope> distinctModules() {
    Set<String> seen = new HashSet<>();
    return slope -> seen.add(slope.module());
  }

  private static double size(ModuleSlope slope) {
    if (!(slope.estimate() instanceof SlopeFit fit)) {
      return Double.POSITIVE_INFINITY;
    }
    return slope.kind() == ModuleKind.HIDDEN ? Math.abs(fit.slope()) : fit.slope();
  }

  private static Collection<ModuleSlope> worstPerModule(
      List<ModuleSlope> slopes, Comparator<ModuleSlope> severity) {
    Comparator<ModuleSlope> order =
        Comparator.comparing(ModuleSlope::outcome).thenComparing(severity);
    Map<String, ModuleSlope> worst = new LinkedHashMap<>();
    for (ModuleSlope slope : slopes) {
      worst.merge(slope.module(), slope, (a, b) -> order.compare(a, b) >= 0 ? a : b);
    }
    return worst.values();
  }

  /** Marks as inconclusive what has no slope at any judged step of a judged learning rate. */
  private static List<ModuleSlope> doubtUnmeasured(List<ModuleSlope> slopes, CoordLimits limits) {
    Map<List<Object>, CoordOutcome> best = new LinkedHashMap<>();
    for (ModuleSlope slope : slopes) {
      if (limits.judges(slope.statistic(), slope.learningRate(), slope.step())) {
        best.merge(series(slope), slope.outcome(), CoordOutcome::or);
      }
    }
    return slopes.stream()
        .map(
            slope ->
                limits.judges(slope.statistic(), slope.learningRate(), slope.step())
                        && best.get(series(slope)) == CoordOutcome.SHOWN
                    ? slope.judged(CoordOutcome.INCONCLUSIVE, "no slope: " + slope.reason())
                    : slope)
        .toList();
  }

  private static List<Object> series(ModuleSlope slope) {
    return List.of(slope.module(), slope.statistic(), slope.learningRate());
  }

  private static void refuseMixtures(List<CoordRecord> records) {
    List<List<Object>> models =
        records.stream()
            .map(record -> List.<Object>of(record.rules(), record.depth(), record.batchSize()))
            .distinct()
            .toList();
    if (models.size() > 1) {
      throw new IllegalArgumentException(
          "Cannot judge coord records of several models at once: (rules, depth, batch size) are "
              + models);
    }
  }
}
