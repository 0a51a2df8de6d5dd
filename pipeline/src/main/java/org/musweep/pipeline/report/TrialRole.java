package org.musweep.pipeline.report;

import org.musweep.pipeline.selection.Finalist;
import org.musweep.pipeline.selection.Selection;
import org.musweep.pipeline.selection.Standing;
import org.musweep.pipeline.table.TrialRow;

/** What became of a trial's settings in the selection, and how much the plots stress it. */
enum TrialRole {
  NONE("", 0),
  FINALIST("finalist", 1),
  TIED("tied with the best", 2),
  CHOSEN("chosen", 3);

  private final String text;
  private final int emphasis;

  TrialRole(String text, int emphasis) {
    this.text = text;
    this.emphasis = emphasis;
  }

  /** For people; empty for none. */
  String text() {
    return text;
  }

  /** From 0, not stressed, to 3. */
  int emphasis() {
    return emphasis;
  }

  static TrialRole of(TrialRow trial, ReportData data) {
    if (!(data.selection() instanceof Finding.Present<Selection> present)) {
      return NONE;
    }
    return present.value().finalists().stream()
        .filter(finalist -> Trials.same(finalist.configuration(), trial.configuration()))
        .findFirst()
        .map(TrialRole::of)
        .orElse(NONE);
  }

  private static TrialRole of(Finalist finalist) {
    if (finalist.standing() == Standing.CHOSEN) {
      return CHOSEN;
    }
    return finalist.standing().isTied() ? TIED : FINALIST;
  }
}
