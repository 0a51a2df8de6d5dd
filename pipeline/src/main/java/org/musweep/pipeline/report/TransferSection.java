package org.musweep.pipeline.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.musweep.pipeline.selection.Estimate;
import org.musweep.pipeline.selection.GrowthAxis;
import org.musweep.pipeline.selection.OptimumDrift;
import org.musweep.pipeline.selection.RateLoss;
import org.musweep.pipeline.selection.TransferCheck;
import org.musweep.pipeline.selection.WidthCheck;

/** Loss against learning rate at every width: does the optimum stay where it is? */
final class TransferSection implements Section {

  @Override
  public String id() {
    return "transfer";
  }

  @Override
  public String title() {
    return "Loss against learning rate, per width";
  }

  @Override
  public Html body(ReportData data) {
    RatePlot plot = RatePlot.of(data);
    Html drawn =
        plot.isEmpty()
            ? Html.absent("No trial with a learning rate has completed yet.")
            : Html.plot(RatePlot.PLOT, "Loss against learning rate, per width", caption());
    return Html.all(
        Html.styled(
            "p",
            "lead",
            Html.text(
                "The chosen settings at other widths, with the learning rate halved and doubled and"
                    + " all else fixed. If tuning transfers, the lowest point stays at the chosen"
                    + " rate while the curves come down.")),
        drawn,
        checked(data),
        wider(data));
  }

  @Override
  public void plots(ReportData data, ObjectNode plots) {
    RatePlot plot = RatePlot.of(data);
    if (!plot.isEmpty()) {
      plots.set(RatePlot.PLOT, plot.json());
    }
    WidthPlot widths = WidthPlot.of(data);
    if (!widths.isEmpty()) {
      plots.set(WidthPlot.PLOT, widths.json());
    }
  }

  private static Html wider(ReportData data) {
    return WidthPlot.of(data).isEmpty()
        ? Html.NOTHING
        : Html.all(
            Html.element("h3", Html.text("Wider is better")),
            Html.plot(
                WidthPlot.PLOT,
                "Loss of the chosen settings against width",
                Html.text(
                    "The chosen settings at every width that was trained, with one standard error"
                        + " where there are several seeds. Under a right parametrization the line"
                        + " falls; where it rises, the settings do not fit the wider model.")),
            gains(data));
  }

  private static Html caption() {
    return Html.text(
        "Points are means over seeds with one standard error, ticks single runs, open circles the"
            + " lowest point of each width, joined by the dashed line; the diamond is the wide run;"
            + " grey points are the search's trials, whose other settings vary, and the grey line"
            + " joins the best of them in each part of the range. Drag to move, hold shift and"
            + " turn the wheel to zoom, double-click to go back.");
  }

  private static Html checked(ReportData data) {
    if (!(data.transfer() instanceof Finding.Present<TransferCheck> present)) {
      return Html.absent(((Finding.Absent<TransferCheck>) data.transfer()).why());
    }
    TransferCheck check = present.value();
    List<Html> parts = new ArrayList<>();
    parts.add(rates(check, GrowthAxis.WIDTH));
    data.beyond()
        .forEach(
            (axis, other) -> {
              parts.add(Html.element("h3", Html.text("Over the " + axis.word())));
              parts.add(Html.styled("p", "note", Html.text(meaning(axis))));
              parts.add(rates(other, axis));
              parts.add(
                  Html.element(
                      "p",
                      Html.text(
                          "Verdict: %s. %s."
                              .formatted(
                                  other.verdict().outcome(),
                                  String.join("; ", other.verdict().reasons())))));
            });
    return Html.all(parts.stream());
  }

  private static String meaning(GrowthAxis axis) {
    return switch (axis) {
      case WIDTH -> "";
      case DEPTH ->
          "The chosen settings with other numbers of blocks, at the trials' width. Rules that scale"
              + " with depth keep the lowest point at the chosen rate.";
      case BATCH_SIZE ->
          "The trials' model over as many examples in other batches. The rate × 1 is the one that"
              + " the named law gives at that batch size; the optimum, in octaves away, is the"
              + " law's error.";
    };
  }

  private static Html rates(TransferCheck check, GrowthAxis axis) {
    TreeSet<Double> factors = new TreeSet<>();
    check.widths().forEach(w -> w.rates().forEach(rate -> factors.add(rate.factor())));
    HtmlTable table = new HtmlTable().words(axis.word());
    factors.forEach(factor -> table.number("rate × " + Figures.significant(factor)));
    table
        .number("regret of the chosen rate")
        .number("95 % interval")
        .number("optimum, octaves away");
    for (WidthCheck width : check.widths()) {
      table.row("", cells(width, List.copyOf(factors)));
    }
    return Html.all(
        table.build(),
        Html.styled(
            "p",
            "note",
            Html.text(
                "Mean losses in nats, the best of each %s in bold. Regret up to %s nats does not count."
                    .formatted(axis.word(), Figures.significant(check.tieMargin())))));
  }

  private static List<Html> cells(WidthCheck width, List<Double> factors) {
    List<Html> cells = new ArrayList<>();
    cells.add(Html.text(Integer.toString(width.width())));
    for (double factor : factors) {
      cells.add(
          width.rates().stream()
              .filter(rate -> rate.factor() == factor)
              .findFirst()
              .map(rate -> cell(rate, factor == width.bestFactor()))
              .orElse(Html.text("–")));
    }
    cells.add(Html.text(width.regret().text()));
    cells.add(Html.text(interval(width.regret())));
    cells.add(Html.text(drift(width.drift())));
    return cells;
  }

  private static Html cell(RateLoss rate, boolean best) {
    String loss = Double.isFinite(rate.mean()) ? Figures.loss(rate.mean()) : "–";
    Html text = best ? Html.element("strong", Html.text(loss)) : Html.text(loss);
    return rate.diverged() == 0
        ? text
        : Html.all(text, Html.text(" "), Html.mark("warn", rate.diverged() + " diverged"));
  }

  private static String interval(Estimate estimate) {
    return estimate.hasInterval()
        ? String.format(Locale.ROOT, "%.3f to %.3f", estimate.low(), estimate.high())
        : "not known";
  }

  private static String drift(OptimumDrift drift) {
    return drift instanceof OptimumDrift.Octaves octaves
        ? String.format(Locale.ROOT, "%+.1f", octaves.octaves())
        : "–";
  }

  private static Html gains(ReportData data) {
    if (!(data.transfer() instanceof Finding.Present<TransferCheck> present)
        || present.value().gains().isEmpty()) {
      return Html.NOTHING;
    }
    TransferCheck check = present.value();
    HtmlTable table =
        new HtmlTable().words("wider").number("lower loss by").number("95 % interval");
    check
        .gains()
        .forEach(
            gain ->
                table.row(
                    Html.text("%d → %d".formatted(gain.narrow(), gain.wide())),
                    Html.text(gain.gain().text()),
                    Html.text(interval(gain.gain()))));
    return table.build();
  }
}
