package org.musweep.pipeline.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.musweep.pipeline.table.RungRow;

/** What early stopping did. */
final class RungSection implements Section {

  static final String PLOT = "rungs";

  private static final int MOST_DRAWN = 600;

  @Override
  public String id() {
    return "rungs";
  }

  @Override
  public String title() {
    return "Early stopping";
  }

  @Override
  public Html body(ReportData data) {
    List<RungRow> rungs = data.record().rungs();
    if (rungs.isEmpty()) {
      return Html.absent("No trial was judged before its end: early stopping was off.");
    }
    HtmlTable table =
        new HtmlTable()
            .words("rung")
            .number("step")
            .number("trials")
            .number("promoted")
            .number("stopped")
            .number("completed")
            .number("diverged or failed")
            .number("best loss")
            .number("worst loss that went on");
    Map<Integer, List<RungRow>> byRung =
        rungs.stream()
            .collect(Collectors.groupingBy(RungRow::rung, TreeMap::new, Collectors.toList()));
    byRung.forEach((rung, rows) -> table.row(cells(rung, rows).toArray(Html[]::new)));
    return Html.all(
        Html.styled(
            "p",
            "lead",
            Html.text(
                "At each rung the better part of the trials goes on and the others stop; a stopped"
                    + " trial is no failure.")),
        Html.plot(
            PLOT,
            "Loss at each rung, by decision",
            Html.text(
                rungs.size() > MOST_DRAWN
                    ? "The best %d of %d judgements; the rungs table has them all."
                        .formatted(MOST_DRAWN, rungs.size())
                    : "A line joins the rungs of one trial.")),
        table.build());
  }

  @Override
  public void plots(ReportData data, ObjectNode plots) {
    List<RungRow> rungs =
        data.record().rungs().stream()
            .filter(row -> Double.isFinite(row.loss()))
            .sorted(Comparator.comparingDouble(RungRow::loss))
            .limit(MOST_DRAWN)
            .toList();
    if (data.record().rungs().isEmpty()) {
      return;
    }
    LossRange range = LossRange.of(rungs.stream().map(RungRow::loss).toList());
    ObjectNode plot = plots.putObject(PLOT);
    plot.put("low", range.low());
    plot.put("high", range.high());
    ArrayNode rows = plot.putArray("rows");
    for (RungRow row : rungs) {
      rows.addObject()
          .put("trial", row.trial())
          .put("step", row.step())
          .put("loss", row.loss())
          .put("decision", row.decision())
          .put("reason", row.reason());
    }
  }

  private static List<Html> cells(int rung, List<RungRow> rows) {
    List<Html> cells = new ArrayList<>();
    cells.add(Html.text(Integer.toString(rung)));
    cells.add(Html.text(Integer.toString(rows.get(0).step())));
    cells.add(Html.text(Integer.toString(rows.size())));
    cells.add(Html.text(Long.toString(count(rows, "promoted"))));
    cells.add(Html.text(Long.toString(count(rows, "stopped"))));
    cells.add(Html.text(Long.toString(count(rows, "completed"))));
    cells.add(Html.text(Long.toString(count(rows, "diverged") + count(rows, "failed"))));
    cells.add(Html.text(Figures.loss(extreme(rows, false))));
    List<RungRow> promoted =
        rows.stream().filter(row -> row.decision().equals("promoted")).toList();
    cells.add(Html.text(Figures.loss(extreme(promoted, true))));
    return cells;
  }

  private static long count(List<RungRow> rows, String decision) {
    return rows.stream().filter(row -> row.decision().equals(decision)).count();
  }

  private static double extreme(List<RungRow> rows, boolean highest) {
    var losses = rows.stream().mapToDouble(RungRow::loss).filter(Double::isFinite);
    return (highest ? losses.max() : losses.min()).orElse(Double.NaN);
  }
}
