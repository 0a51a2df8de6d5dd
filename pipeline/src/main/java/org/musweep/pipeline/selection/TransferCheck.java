package org.musweep.pipeline.selection;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Do the chosen settings hold at other widths?
 *
 * <p>Passed: at every width the chosen learning rate's mean loss is within the tie margin of the
 * best of the rates tried, the loss falls from each width to the next by more than its standard
 * error, and a wider model is hardly ever worse during training. Failed: one of these surely does
 * not hold.
 *
 * @param tieMargin regret, in nats, that does not count
 * @param widths from narrow to wide
 * @param gains for each two neighbouring widths
 * @param curves for each pair of widths
 * @param verdict what follows from all of these
 */
public record TransferCheck(
    double tieMargin,
    List<WidthCheck> widths,
    List<WidthGain> gains,
    List<CurveComparison> curves,
    TransferVerdict verdict) {

  private static final OptimumDrift UNCHECKED = new OptimumDrift.Unknown("not checked");

  /** Copies the lists. */
  public TransferCheck {
    widths = List.copyOf(widths);
    gains = List.copyOf(gains);
    curves = List.copyOf(curves);
  }

  /**
   * Judges the runs of the check.
   *
   * @param runs of the chosen settings at every width, with the learning rate multiplied by several
   *     factors, 1 among them, on shared seeds; further runs at the base width, such as those of
   *     the winning finalist, tell more about the noise
   * @param curves of the runs at factor 1
   * @param tolerance regret that does not count
   */
  public static TransferCheck of(
      List<TransferRun> runs, List<TrainingCurve> curves, TieTolerance tolerance) {
    return new TransferJudge(runs, curves, tolerance, GrowthAxis.WIDTH).check();
  }

  /**
   * The same over depth: the runs' widths are depths. That a deeper model is no better is a doubt
   * there, and no failure.
   */
  public static TransferCheck ofDepths(
      List<TransferRun> runs, List<TrainingCurve> curves, TieTolerance tolerance) {
    return new TransferJudge(runs, curves, tolerance, GrowthAxis.DEPTH).check();
  }

  /**
   * The same over the batch size: the runs' widths are batch sizes, and their factors those of the
   * learning rate that the law gives there. Whether a larger batch is better is not asked.
   */
  public static TransferCheck ofBatchSizes(List<TransferRun> runs, TieTolerance tolerance) {
    return new TransferJudge(runs, List.of(), tolerance, GrowthAxis.BATCH_SIZE).check();
  }

  /** The check of one width; empty if there is none. */
  public Optional<WidthCheck> width(int width) {
    return widths.stream().filter(check -> check.width() == width).findFirst();
  }

  /**
   * How far the best learning rate of a width lies from that of the narrowest width, in octaves;
   * empty where one of them is unknown.
   */
  public OptionalDouble driftFromBase(int width) {
    if (!widths.isEmpty()
        && widths.get(0).drift() instanceof OptimumDrift.Octaves base
        && width(width).map(WidthCheck::drift).orElse(UNCHECKED)
            instanceof OptimumDrift.Octaves there) {
      return OptionalDouble.of(there.octaves() - base.octaves());
    }
    return OptionalDouble.empty();
  }
}
