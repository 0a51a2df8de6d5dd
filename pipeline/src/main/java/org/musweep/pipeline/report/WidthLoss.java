package org.musweep.pipeline.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.musweep.pipeline.selection.RateLoss;
import org.musweep.pipeline.selection.SeedLoss;
import org.musweep.pipeline.selection.WidthCheck;
import org.musweep.pipeline.trial.Purpose;

/**
 * The loss of the chosen settings at one width.
 *
 * @param width the model's width
 * @param mean over seeds, in nats
 * @param standardError of the mean; NaN for a single seed
 * @param seeds how many
 * @param stage where it comes from: {@code trials}, {@code check} or {@code wide run}
 */
record WidthLoss(int width, double mean, double standardError, int seeds, String stage) {

  /** What a run knows about the chosen settings, from narrow to wide. */
  static List<WidthLoss> of(ReportData data) {
    List<WidthLoss> losses = new ArrayList<>();
    if (data.transfer() instanceof Finding.Present<?> present
        && present.value() instanceof org.musweep.pipeline.selection.TransferCheck check) {
      for (WidthCheck width : check.widths()) {
        width.rates().stream()
            .filter(rate -> Trials.equal(rate.factor(), 1) && !rate.losses().isEmpty())
            .findFirst()
            .ifPresent(rate -> losses.add(of(width.width(), rate)));
      }
    }
    addTrialWidth(data, losses);
    if (data.wide() instanceof Finding.Present<WideRun> wide) {
      WideRun run = wide.value();
      losses.add(new WidthLoss(run.width(), run.finalLoss(), Double.NaN, 1, "wide run"));
    }
    losses.sort(Comparator.comparingInt(WidthLoss::width));
    return List.copyOf(losses);
  }

  /** The finalists' fresh runs stand for the trial width where the check did not train it. */
  private static void addTrialWidth(ReportData data, List<WidthLoss> losses) {
    if (!(data.selection() instanceof Finding.Present<?> present)
        || !(present.value() instanceof org.musweep.pipeline.selection.Selection selection)) {
      return;
    }
    Trials.of(data.record().trials(), Purpose.EXPLORATION).stream()
        .mapToInt(trial -> trial.width())
        .min()
        .ifPresent(
            width -> {
              if (losses.stream().noneMatch(loss -> loss.width() == width)) {
                losses.add(of(width, "trials", selection.winner().losses()));
              }
            });
  }

  private static WidthLoss of(int width, RateLoss rate) {
    return of(width, "check", rate.losses());
  }

  private static WidthLoss of(int width, String stage, List<SeedLoss> losses) {
    List<Double> values = losses.stream().map(SeedLoss::loss).toList();
    return new WidthLoss(
        width, Sample.mean(values), Sample.standardError(values), values.size(), stage);
  }
}
