package org.musweep.pipeline.selection;

import java.util.List;

/**
 * Do the chosen settings hold at other widths?
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

  /** Copies the lists. */
  public TransferCheck {
    widths = List.copyOf(widths);
    gains = List.copyOf(gains);
    curves = List.copyOf(curves);
  }
}
