package org.musweep.pipeline.report;

import java.util.Locale;
import org.musweep.pipeline.selection.Cost;

/** What tuning cost against training, and what a search at the wide size would have cost. */
final class CostSection implements Section {

  private static final double EVEN = 1;

  @Override
  public String id() {
    return "cost";
  }

  @Override
  public String title() {
    return "Cost";
  }

  @Override
  public Html body(ReportData data) {
    if (!(data.cost() instanceof Finding.Present<Cost> present)) {
      return Html.absent(((Finding.Absent<Cost>) data.cost()).why());
    }
    Cost cost = present.value();
    HtmlTable table =
        new HtmlTable()
            .words("what")
            .number("FLOPs")
            .number("device-hours")
            .number("FLOPs, times training");
    row(table, "tuning: search, finalists, transfer check", cost.tuning(), cost);
    row(table, "training the wide model", cost.training(), cost);
    row(table, "the same search at the wide size (not done)", cost.direct(), cost);
    return Html.all(
        Html.styled("p", "lead", Html.text(lead(cost))),
        table.build(),
        Html.styled(
            "p",
            "note",
            Html.text(
                "FLOPs are those of matrix products. A device-hour is one of a core, or of a GPU"
                    + " where there are any; those of the search at the wide size are its FLOPs at"
                    + " the pace of the wide run.")));
  }

  private static String lead(Cost cost) {
    double share = cost.tuning().flops() / cost.training().flops();
    String tuning =
        share < EVEN
            ? "Tuning took %s of the FLOPs of training.".formatted(Figures.percent(share))
            : "Tuning took %s times the FLOPs of training.".formatted(Figures.significant(share));
    double saving = cost.saving();
    return saving > EVEN
        ? tuning
            + " The same trials at the wide size would have taken %s times as many as tuning did."
                .formatted(Figures.significant(saving))
        : tuning + " The same trials at the wide size would have taken no more than tuning did.";
  }

  private static void row(HtmlTable table, String what, Cost.Part part, Cost cost) {
    table.row(
        Html.text(what),
        Html.text(String.format(Locale.ROOT, "%.3g", part.flops())),
        Html.text(String.format(Locale.ROOT, "%.3g", part.deviceHours())),
        Html.text(Figures.significant(part.flops() / cost.training().flops())));
  }
}
