package org.musweep.pipeline.report;

import java.util.List;
import org.musweep.mup.coordcheck.CoordOutcome;
import org.musweep.mup.coordcheck.CoordVerdict;
import org.musweep.pipeline.selection.Selection;
import org.musweep.pipeline.selection.TransferCheck;
import org.musweep.pipeline.selection.TransferVerdict;

/** The three judgements of a run in a form to show, and the sentence that sums them up. */
final class Verdicts {

  /**
   * One judgement.
   *
   * @param tone {@code good}, {@code warn}, {@code bad} or empty
   * @param finding in a word or two
   * @param reasons why; at least one
   */
  record Verdict(String tone, String finding, List<String> reasons) {
    /** The reason that explains it best. */
    String reason() {
      return reasons.get(0);
    }
  }

  private Verdicts() {}

  static Verdict coordCheck(ReportData data) {
    if (!(data.coordCheck() instanceof Finding.Present<CoordCheckRecord> present)) {
      return missing("not checked", ((Finding.Absent<CoordCheckRecord>) data.coordCheck()).why());
    }
    CoordVerdict verdict = present.value().verdict();
    return new Verdict(
        CoordCheckSection.tone(verdict.outcome()), verdict.outcome().text(), verdict.reasons());
  }

  static Verdict choice(ReportData data) {
    if (!(data.selection() instanceof Finding.Present<Selection> present)) {
      return missing("no choice", ((Finding.Absent<Selection>) data.selection()).why());
    }
    Selection selection = present.value();
    int tied = selection.tied().size();
    List<String> reasons = List.of(selection.howSure());
    if (selection.basis() == Selection.Basis.EXPLORATION || !selection.boundaryHits().isEmpty()) {
      return new Verdict("warn", "made, with a warning", reasons);
    }
    if (selection.runnerUp().isEmpty()) {
      return new Verdict("warn", "the only one that is left", reasons);
    }
    return new Verdict(
        "good", tied == 1 ? "a clear winner" : "a tie of " + tied + ", its middle taken", reasons);
  }

  static Verdict transfer(ReportData data) {
    if (!(data.transfer() instanceof Finding.Present<TransferCheck> present)) {
      return missing("not checked", ((Finding.Absent<TransferCheck>) data.transfer()).why());
    }
    TransferVerdict verdict = present.value().verdict();
    String tone =
        verdict instanceof TransferVerdict.Passed
            ? "good"
            : verdict instanceof TransferVerdict.Failed ? "bad" : "warn";
    return new Verdict(tone, verdict.outcome(), verdict.reasons());
  }

  /** The one sentence to remember. */
  static String headline(ReportData data) {
    if (data.coordCheck() instanceof Finding.Present<CoordCheckRecord> check
        && check.value().verdict().outcome() == CoordOutcome.FAILED) {
      return "The parametrization is not right: coordinate sizes depend on width, so settings tuned"
          + " narrow cannot be trusted at another width.";
    }
    if (!(data.selection() instanceof Finding.Present<Selection>)) {
      return "No settings have been chosen.";
    }
    if (!(data.transfer() instanceof Finding.Present<TransferCheck> check)) {
      return "Settings have been chosen; whether they transfer has not been checked.";
    }
    TransferVerdict verdict = check.value().verdict();
    String losses = losses(data);
    if (verdict instanceof TransferVerdict.Passed) {
      return "The settings transfer" + (losses.isEmpty() ? "." : ": " + losses + ".");
    }
    if (verdict instanceof TransferVerdict.Failed) {
      return "The settings do not transfer: they are not good enough at other widths.";
    }
    return "Whether the settings transfer is open: the noise does not allow to tell.";
  }

  /** {@code 2.277 nats at width 32, 2.001 at width 256}; empty with fewer than two widths. */
  private static String losses(ReportData data) {
    List<WidthLoss> losses = WidthLoss.of(data);
    if (losses.size() < 2) {
      return "";
    }
    WidthLoss narrow = losses.get(0);
    WidthLoss wide = losses.get(losses.size() - 1);
    return "from %s nats at width %d to %s at width %d with the same settings"
        .formatted(
            Figures.loss(narrow.mean()), narrow.width(), Figures.loss(wide.mean()), wide.width());
  }

  private static Verdict missing(String finding, String why) {
    return new Verdict("", finding, List.of(why));
  }
}
