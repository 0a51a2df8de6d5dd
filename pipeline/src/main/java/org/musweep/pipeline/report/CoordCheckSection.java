package org.musweep.pipeline.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.musweep.mup.coordcheck.CoordOutcome;
import org.musweep.mup.coordcheck.CoordRecord;
import org.musweep.mup.coordcheck.CoordVerdict;
import org.musweep.mup.coordcheck.ModuleSlope;

/** Is the parametrization right: coordinate sizes against width. */
final class CoordCheckSection implements Section {

  static final String PLOT = "coord-check";

  /** In the order of the page. */
  static final List<String> STATISTICS =
      List.of(
          CoordRecord.DELTA,
          CoordRecord.L1,
          CoordRecord.UPDATE,
          CoordRecord.DEPENDENCY,
          CoordRecord.FORWARD);

  @Override
  public String id() {
    return "coord-check";
  }

  @Override
  public String title() {
    return "Coord check";
  }

  @Override
  public Html body(ReportData data) {
    if (!(data.coordCheck() instanceof Finding.Present<CoordCheckRecord> present)) {
      return Html.absent(((Finding.Absent<CoordCheckRecord>) data.coordCheck()).why());
    }
    CoordCheckRecord check = present.value();
    CoordVerdict verdict = check.verdict();
    Html reasons =
        Html.element(
            "ul",
            Html.all(
                verdict.reasons().stream()
                    .limit(8)
                    .map(reason -> Html.element("li", Html.text(Figures.sentence(reason))))));
    return Html.all(
        Html.styled(
            "p",
            "lead",
            Html.text(
                "Under a right parametrization the size of every module's output, and how much it"
                    + " changes in a few steps, do not depend on width: lines are flat. Growth with"
                    + " width is what makes tuned settings stop fitting.")),
        Html.element(
            "p",
            Html.text("Verdict: "),
            Html.mark(tone(verdict.outcome()), verdict.outcome().text())),
        reasons,
        panels(CoordPlot.of(check)),
        Html.element("h3", Html.text("Steepest slope of each module")),
        slopes(verdict));
  }

  @Override
  public void plots(ReportData data, ObjectNode plots) {
    if (data.coordCheck() instanceof Finding.Present<CoordCheckRecord> present) {
      plots.set(PLOT, CoordPlot.of(present.value()).json());
    }
  }

  /** The tone of a mark for an outcome. */
  static String tone(CoordOutcome outcome) {
    return switch (outcome) {
      case PASSED -> "good";
      case INCONCLUSIVE -> "warn";
      case FAILED -> "bad";
      case SHOWN -> "";
    };
  }

  private static Html panels(CoordPlot plot) {
    StringBuilder grids = new StringBuilder();
    for (String statistic : STATISTICS) {
      grids.append(Html.element("h3", Html.text(heading(statistic))).markup());
      grids.append(grid(plot, statistic).markup());
    }
    return Html.all(
        controls(plot),
        new Html(grids.toString()),
        Html.element(
            "figcaption",
            Html.text(
                "Averaged over seeds in log space, against width; both axes in powers of two. Delta"
                    + " and l1 are mean absolute values over coordinates, the others root mean"
                    + " squares. All panels of a statistic span equally many octaves, so that"
                    + " slopes can be compared by eye.")));
  }

  /** What a statistic measures. */
  static String heading(String statistic) {
    return switch (statistic) {
      case CoordRecord.DELTA -> "Change of the output since initialization (delta)";
      case CoordRecord.L1 -> "Size of the output (l1)";
      case CoordRecord.UPDATE -> "Update: what one step of its own weights changes (update)";
      case CoordRecord.DEPENDENCY ->
          "Dependency: how outputs differ relative to inputs (dependency)";
      case CoordRecord.FORWARD -> "Root mean square of the output (forward)";
      default -> statistic;
    };
  }

  private static Html controls(CoordPlot plot) {
    List<Double> rates = plot.rates();
    StringBuilder options = new StringBuilder();
    for (int i = 0; i < rates.size(); i++) {
      List<String> attributes =
          i == plot.shown()
              ? List.of("value", Double.toString(rates.get(i)), "selected", "")
              : List.of("value", Double.toString(rates.get(i)));
      String text =
          Figures.significant(rates.get(i)) + (plot.judged().get(i) ? "" : " (shown, not judged)");
      options.append(Html.element("option", attributes, Html.text(text)).markup());
    }
    return Html.styled(
        "div",
        "controls",
        Html.element(
            "label",
            Html.text("learning rate "),
            Html.element("select", List.of("id", "coord-rate"), new Html(options.toString()))),
        Legend.series("step ", plot.steps().stream().map(step -> Integer.toString(step)).toList()));
  }

  private static Html grid(CoordPlot plot, String statistic) {
    List<CoordPlot.Panel> panels = plot.panels();
    StringBuilder areas = new StringBuilder();
    for (int i = 0; i < panels.size(); i++) {
      CoordPlot.Panel panel = panels.get(i);
      if (panel.statistic().equals(statistic)) {
        areas.append(
            Html.plotArea(PLOT, i, statistic + " of " + panel.module() + " against width")
                .markup());
      }
    }
    return areas.isEmpty()
        ? Html.absent("Not measured.")
        : Html.styled("div", "panels small", new Html(areas.toString()));
  }

  private static Html slopes(CoordVerdict verdict) {
    HtmlTable table =
        new HtmlTable()
            .words("module")
            .words("kind")
            .words("statistic")
            .number("learning rate")
            .number("step")
            .number("slope ± standard error")
            .words("outcome");
    for (ModuleSlope slope : verdict.worst()) {
      table.row(
          Html.code(slope.module()),
          Html.text(slope.kind().name().toLowerCase(java.util.Locale.ROOT)),
          Html.text(slope.statistic()),
          Html.text(Figures.significant(slope.learningRate())),
          Html.text(Integer.toString(slope.step())),
          Html.text(slope.estimate().text()),
          Html.mark(tone(slope.outcome()), slope.outcome().text()));
    }
    return table.build();
  }
}
