package org.musweep.pipeline.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.musweep.pipeline.table.RungRow;

/** What early stopping did. */
final class RungSection implements Section {

  static final String PLOT = "rungs";

  private static final int MOST_DRAWN = 150;

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
        drawn(data).isEmpty()
            ? Html.NOTHING
            : Html.plot(
                PLOT,
                "Loss at each rung, by decision",
                Html.text(
                    "A line joins the rungs of one trial."
                        + (rungs.stream().map(RungRow::trial).distinct().count() > MOST_DRAWN
                            ? " %d trials are drawn, chosen evenly from the best to the worst."
                                .formatted(MOST_DRAWN)
                            : ""))),
        table.build());
  }

  @Override
  public void plots(ReportData data, ObjectNode plots) {
    List<RungRow> rungs = drawn(data);
    if (rungs.isEmpty()) {
      return;
    }
    LossRange range = range(rungs);
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

  /**
   * The judgements that have a loss, of as many trials as can be told apart: the best, and of the
   * others an even selection.
   */
  static List<RungRow> drawn(ReportData data) {
    Map<String, List<RungRow>> byTrial =
        data.record().rungs().stream()
            .filter(row -> Double.isFinite(row.loss()))
            .collect(
                Collectors.groupingBy(RungRow::trial, LinkedHashMap::new, Collectors.toList()));
    List<List<RungRow>> trials =
        byTrial.values().stream()
            .sorted(
                Comparator.comparingDouble(
                    rows -> rows.stream().mapToDouble(RungRow::loss).min().orElseThrow()))
            .toList();
    int drawn = Math.min(MOST_DRAWN, trials.size());
    return IntStream.range(0, drawn)
        .mapToObj(i -> trials.get((int) ((long) i * trials.size() / drawn)))
        .flatMap(List::stream)
        .toList();
  }

  static LossRange range(List<RungRow> rungs) {
    return LossRange.of(rungs.stream().map(RungRow::loss).toList());
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
