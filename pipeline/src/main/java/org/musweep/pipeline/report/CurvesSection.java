package org.musweep.pipeline.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.musweep.pipeline.selection.CurveComparison;
import org.musweep.pipeline.selection.TransferCheck;

/** Training curves: is wider better at every step? */
final class CurvesSection implements Section {

  static final String BY_WIDTH = "curves";
  static final String FINALISTS = "finalists";

  @Override
  public String id() {
    return "curves";
  }

  @Override
  public String title() {
    return "Training curves";
  }

  @Override
  public Html body(ReportData data) {
    CurvePlot widths = CurvePlot.byWidth(data);
    CurvePlot finalists = CurvePlot.finalists(data);
    return Html.all(
        Html.styled(
            "p",
            "lead",
            Html.text(
                "Under maximal update parametrization a wider model is better at every step, not"
                    + " only at the end; a curve that crosses a narrower one is a warning.")),
        Html.element("h3", Html.text("The chosen settings, by width")),
        widths.isEmpty()
            ? Html.absent("No curve of the chosen settings is at hand.")
            : Html.plot(BY_WIDTH, "Training curves by width", Html.text(widths.caption())),
        data.wide() instanceof Finding.Absent<WideRun> absent
            ? Html.absent(absent.why())
            : Html.NOTHING,
        comparisons(data),
        Html.element("h3", Html.text(finalists.heading())),
        finalists.isEmpty()
            ? Html.absent("No curve is at hand.")
            : Html.plot(FINALISTS, finalists.heading(), Html.text(finalists.caption())));
  }

  @Override
  public void plots(ReportData data, ObjectNode plots) {
    CurvePlot widths = CurvePlot.byWidth(data);
    if (!widths.isEmpty()) {
      plots.set(BY_WIDTH, widths.json());
    }
    CurvePlot finalists = CurvePlot.finalists(data);
    if (!finalists.isEmpty()) {
      plots.set(FINALISTS, finalists.json());
    }
  }

  private static Html comparisons(ReportData data) {
    if (!(data.transfer() instanceof Finding.Present<TransferCheck> present)
        || present.value().curves().isEmpty()) {
      return Html.NOTHING;
    }
    HtmlTable table =
        new HtmlTable()
            .words("widths")
            .number("seeds")
            .number("logged steps")
            .number("steps where wider is worse by more than the noise");
    for (CurveComparison pair : present.value().curves()) {
      table.row(
          Html.text("%d → %d".formatted(pair.narrow(), pair.wide())),
          Html.text(Integer.toString(pair.seeds())),
          Html.text(Integer.toString(pair.steps())),
          Html.text(Figures.percent(pair.worseShare())));
    }
    return table.build();
  }
}
