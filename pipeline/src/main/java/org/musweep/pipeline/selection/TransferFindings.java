package org.musweep.pipeline.selection;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Collects what speaks for and against a transfer, and what is unsure, into a verdict. */
final class TransferFindings {

  /** Share of steps at which a wider model may be worse. */
  private static final double TOLERATED_SHARE = 0.10;

  /** Share of steps from which on a wider model is plainly not better. */
  private static final double FAILING_SHARE = 0.25;

  /** Seeds to add when nothing is known about the noise. */
  private static final int SEEDS_TO_KNOW_NOISE = 2;

  /** Two-sided 95 % point of the normal distribution: what Student's t tends to with more seeds. */
  private static final double NORMAL_QUANTILE = 1.96;

  private final double margin;
  private final GrowthAxis axis;
  private final List<String> good = new ArrayList<>();
  private final List<String> doubts = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private int moreSeeds;

  TransferFindings(double margin, GrowthAxis axis) {
    this.margin = margin;
    this.axis = axis;
  }

  void doubt(String reason, int seeds) {
    doubts.add(reason);
    moreSeeds = Math.max(moreSeeds, seeds);
  }

  void addWidth(WidthRuns runs, Optional<WidthCheck> check) {
    int width = runs.width();
    Optional<RateLoss> chosen = runs.chosen();
    if (chosen.isPresent() && chosen.get().diverged() > 0) {
      failures.add(
          "%s %d: the chosen learning rate diverged on %d of %d runs"
              .formatted(
                  axis.word(),
                  width,
                  chosen.get().diverged(),
                  chosen.get().diverged() + chosen.get().losses().size()));
    } else if (check.isEmpty()) {
      doubt(
          "%s %d: no seed was completed with the chosen and the other learning rates"
              .formatted(axis.word(), width),
          0);
    } else if (runs.rates().size() < 2) {
      doubt(
          "%s %d: no learning rate but the chosen one was tried".formatted(axis.word(), width), 0);
    } else {
      addRegret(check.get());
    }
  }

  private void addRegret(WidthCheck check) {
    Estimate regret = check.regret();
    String what =
        String.format(
            Locale.ROOT,
            "%s %d: regret %.3f%s, the best learning rate is %s",
            axis.word(),
            check.width(),
            regret.mean(),
            interval(regret),
            factorText(check.bestFactor()));
    if (regret.mean() <= margin) {
      good.add(what);
    } else if (regret.low() > margin) {
      failures.add(what + String.format(Locale.ROOT, " (tie margin %.3f)", margin));
    } else {
      doubt(
          what + String.format(Locale.ROOT, " (tie margin %.3f)", margin),
          missing(regret, NORMAL_QUANTILE, regret.mean() - margin));
    }
  }

  void addGain(WidthGain step) {
    Estimate gain = step.gain();
    String what =
        String.format(
            Locale.ROOT,
            "from %s %d to %d the loss %s by %s",
            axis.word(),
            step.narrow(),
            step.wide(),
            gain.mean() < 0 ? "rises" : "falls",
            size(gain));
    if (!gain.hasInterval()) {
      doubt(what + ": the noise is unknown", SEEDS_TO_KNOW_NOISE);
    } else if (gain.mean() > gain.standardError()) {
      good.add(what);
    } else if (gain.mean() < -gain.standardError()) {
      worse(what);
    } else {
      double resolved = Math.max(Math.abs(gain.mean()), margin / 4);
      doubt(what + ", not more than its standard error", missing(gain, 1, resolved));
    }
  }

  private static String size(Estimate gain) {
    String mean = String.format(Locale.ROOT, "%.3f", Math.abs(gain.mean()));
    return gain.hasInterval()
        ? String.format(Locale.ROOT, "%s ± %.3f", mean, gain.standardError())
        : mean;
  }

  /** A larger model that is worse: wrong where it has to be better. */
  private void worse(String what) {
    switch (axis) {
      case WIDTH -> failures.add(what);
      case DEPTH -> doubt(what, 0);
      case BATCH_SIZE -> {}
    }
  }

  void addCurves(List<CurveComparison> comparisons) {
    if (comparisons.isEmpty()) {
      doubt("training curves of different " + axis.word() + "s could not be compared", 0);
    }
    for (CurveComparison pair : comparisons) {
      String what =
          String.format(
              Locale.ROOT,
              "%s %d is worse than %s %d on %.0f %% of %d logged steps",
              axis.word(),
              pair.wide(),
              axis.word(),
              pair.narrow(),
              100 * pair.worseShare(),
              pair.steps());
      if (pair.worseShare() <= TOLERATED_SHARE) {
        good.add(what);
      } else if (pair.worseShare() >= FAILING_SHARE) {
        worse(what);
      } else {
        doubt(what, SEEDS_TO_KNOW_NOISE);
      }
    }
  }

  TransferVerdict verdict() {
    if (!failures.isEmpty()) {
      return new TransferVerdict.Failed(failures);
    }
    if (!doubts.isEmpty()) {
      return new TransferVerdict.Inconclusive(doubts, moreSeeds);
    }
    return new TransferVerdict.Passed(good);
  }

  /** Seeds to add until a number of standard errors is less than a difference. */
  private static int missing(Estimate estimate, double standardErrors, double difference) {
    if (!estimate.hasInterval()) {
      return SEEDS_TO_KNOW_NOISE;
    }
    double ratio = standardErrors * estimate.standardError() / difference;
    double needed = Math.floor(estimate.seeds() * ratio * ratio) + 1;
    return (int) Math.min(1_000_000, Math.max(1, needed - estimate.seeds()));
  }

  private static String interval(Estimate estimate) {
    return estimate.hasInterval()
        ? String.format(Locale.ROOT, " (95 %%: %.3f to %.3f)", estimate.low(), estimate.high())
        : " (noise unknown)";
  }

  private static String factorText(double factor) {
    return factor == 1 ? "the chosen one" : Double.toString(factor) + " times the chosen one";
  }
}
