package org.musweep.mup.coordcheck;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Judges one slope against the limits.
 *
 * @param limits how much a coordinate size may depend on width
 */
record SlopeJudge(CoordLimits limits) {

  /** Fits and judges records that differ in width and seed only. */
  ModuleSlope judge(List<CoordRecord> records) {
    CoordRecord first = records.get(0);
    SlopeEstimate estimate = SlopeFit.of(records);
    ModuleSlope unjudged =
        new ModuleSlope(
            first.module(),
            first.statistic(),
            first.learningRate(),
            first.step(),
            estimate,
            CoordOutcome.SHOWN,
            estimate.text());
    if (first.learningRate() > limits.largestJudgedLearningRate()) {
      return unjudged.judged(
          CoordOutcome.SHOWN, estimate.text() + " (learning rate too large to be judged)");
    }
    Optional<CoordRecord> broken =
        records.stream().filter(record -> !Double.isFinite(record.value())).findFirst();
    if (broken.isPresent()) {
      return unjudged.judged(
          CoordOutcome.FAILED,
          "the value at width %d, seed %d is %s"
              .formatted(broken.get().width(), broken.get().seed(), broken.get().value()));
    }
    if (estimate instanceof SlopeFit fit
        && limits.judges(first.statistic(), first.learningRate(), first.step())) {
      return judge(unjudged, fit);
    }
    return unjudged;
  }

  private ModuleSlope judge(ModuleSlope slope, SlopeFit fit) {
    double growth = limits.growth(slope.kind(), slope.statistic());
    double shrinkage = limits.shrinkage(slope.kind(), slope.statistic());
    double doubt = limits.standardErrors() * fit.standardError();
    if (fit.slope() - doubt > growth) {
      return slope.judged(CoordOutcome.FAILED, compare("growth", fit, "is beyond", growth));
    }
    if (fit.slope() + doubt < shrinkage) {
      return slope.judged(CoordOutcome.FAILED, compare("shrinkage", fit, "is beyond", shrinkage));
    }
    if (fit.slope() + doubt > growth) {
      return slope.judged(
          CoordOutcome.INCONCLUSIVE, compare("slope", fit, "is too uncertain for", growth));
    }
    if (fit.slope() - doubt < shrinkage) {
      return slope.judged(
          CoordOutcome.INCONCLUSIVE, compare("slope", fit, "is too uncertain for", shrinkage));
    }
    double near = fit.slope() < 0 && Double.isFinite(shrinkage) ? shrinkage : growth;
    return slope.judged(CoordOutcome.PASSED, compare("slope", fit, "is within", near));
  }

  /** How far the slope's confidence range reaches beyond its limit; negative inside. */
  double excess(ModuleSlope slope) {
    if (!(slope.estimate() instanceof SlopeFit fit)) {
      return slope.outcome() == CoordOutcome.FAILED
          ? Double.POSITIVE_INFINITY
          : Double.NEGATIVE_INFINITY;
    }
    double doubt = limits.standardErrors() * fit.standardError();
    return Math.max(
        fit.slope() + doubt - limits.growth(slope.kind(), slope.statistic()),
        limits.shrinkage(slope.kind(), slope.statistic()) - fit.slope() + doubt);
  }

  private static String compare(String what, SlopeFit fit, String relation, double limit) {
    return String.format(
        Locale.ROOT, "%s of %s %s the limit of %+.2f", what, fit.text(), relation, limit);
  }
}
