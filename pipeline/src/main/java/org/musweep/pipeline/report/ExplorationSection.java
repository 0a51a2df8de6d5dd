package org.musweep.pipeline.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.musweep.pipeline.selection.BoundaryHit;
import org.musweep.pipeline.selection.Selection;
import org.musweep.pipeline.space.Choice;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.Distribution;
import org.musweep.pipeline.space.Hyperparameter;
import org.musweep.pipeline.space.SettingValue;
import org.musweep.pipeline.table.TrialRow;
import org.musweep.pipeline.trial.Purpose;

/** Every trial of the search: loss against each hyperparameter. */
final class ExplorationSection implements Section {

  static final String PLOT = "exploration";

  private static final double EDGE = 0.05;

  @Override
  public String id() {
    return "exploration";
  }

  @Override
  public String title() {
    return "Exploration";
  }

  @Override
  public Html body(ReportData data) {
    List<TrialRow> trials = Trials.of(data.record().trials(), Purpose.EXPLORATION);
    if (trials.isEmpty()) {
      return Html.absent("No trial of the search has ended yet.");
    }
    StringBuilder panels = new StringBuilder();
    List<Hyperparameter> hyperparameters = data.record().space().hyperparameters();
    for (int i = 0; i < hyperparameters.size(); i++) {
      panels.append(
          Html.plotArea(PLOT, i, "Loss against " + hyperparameters.get(i).name()).markup());
    }
    return Html.all(
        Html.styled("p", "lead", Html.text(lead(trials))),
        Legend.trials(),
        Html.element(
            "figure",
            Html.styled("div", "panels", new Html(panels.toString())),
            Html.element(
                "figcaption",
                Html.text(
                    "Validation loss in nats at the last step of each trial. Losses far above the"
                        + " middle one are drawn at the top, trials without a loss above it. The"
                        + " shaded bands are the outer 5 % of each range."))),
        edges(data),
        parallel(ParallelPlot.of(data)));
  }

  /** What is to be said about ranges whose best values may lie outside. */
  private static Html edges(ReportData data) {
    if (!(data.selection() instanceof Finding.Present<Selection> present)
        || present.value().boundaryHits().isEmpty()) {
      return Html.NOTHING;
    }
    return Html.all(
        Html.element("h3", Html.text("At the edge")),
        Html.element(
            "ul",
            Html.all(
                present.value().boundaryHits().stream()
                    .map(hit -> Html.element("li", Html.text(hit.text() + trend(hit) + "."))))));
  }

  private static String trend(BoundaryHit hit) {
    return hit.fitted() && hit.close() > 0
        ? " (parabolas fitted to the losses still fall there)"
        : "";
  }

  private static Html parallel(ParallelPlot plot) {
    if (plot.isEmpty()) {
      return Html.NOTHING;
    }
    String left =
        plot.left() == 0
            ? ""
            : " Of %d trials the best and an even selection of the others are drawn, %d in all."
                .formatted(plot.lines().size() + plot.left(), plot.lines().size());
    return Html.all(
        Html.element("h3", Html.text("All hyperparameters at once")),
        Html.plot(
            ParallelPlot.PLOT,
            "Trials as lines over all hyperparameters and the loss",
            Html.text(
                "A line is a trial; each axis runs over the range that was searched, on its own"
                    + " scale. Where the best lines run close together, the value matters; where"
                    + " they spread, it does not. Point at a line to follow it."
                    + left)));
  }

  @Override
  public void plots(ReportData data, ObjectNode plots) {
    List<TrialRow> trials = Trials.of(data.record().trials(), Purpose.EXPLORATION);
    if (trials.isEmpty()) {
      return;
    }
    ParallelPlot parallel = ParallelPlot.of(data);
    if (!parallel.isEmpty()) {
      plots.set(ParallelPlot.PLOT, parallel.json());
    }
    ObjectNode plot = plots.putObject(PLOT);
    ArrayNode parameters = plot.putArray("parameters");
    List<Hyperparameter> hyperparameters = data.record().space().hyperparameters();
    hyperparameters.forEach(hyperparameter -> parameters.add(parameter(hyperparameter)));
    LossRange range = range(trials);
    plot.put("low", range.low());
    plot.put("high", axis(range).high());
    ArrayNode rows = plot.putArray("trials");
    for (TrialRow trial : trials) {
      TrialRole role = TrialRole.of(trial, data);
      ObjectNode row = rows.addObject();
      row.put("trial", trial.trial());
      row.put("status", trial.status());
      row.set("loss", Json.number(trial.loss()));
      row.set("shown", Json.number(range.shown(trial.loss())));
      row.put("step", trial.step());
      row.put("reason", trial.reason());
      row.put("role", role.text());
      row.put("rank", role.emphasis());
      ArrayNode values = row.putArray("values");
      hyperparameters.forEach(h -> value(trial.configuration(), h.name(), values));
    }
  }

  /** About the losses of the trials that trained; of all, if none did. */
  static LossRange range(List<TrialRow> trials) {
    List<TrialRow> feasible = trials.stream().filter(trial -> !Trials.infeasible(trial)).toList();
    return LossRange.of(
        (feasible.isEmpty() ? trials : feasible).stream().map(TrialRow::loss).toList());
  }

  /** With room for the marks of what is drawn at the top. */
  static LossRange axis(LossRange range) {
    return LossRange.padded(range.low(), range.high());
  }

  private static String lead(List<TrialRow> trials) {
    return "%s: %d completed, %d stopped early, %d diverged, %d failed."
        .formatted(
            Figures.count(trials.size(), "trial"),
            count(trials, "completed"),
            count(trials, "stopped"),
            count(trials, "diverged"),
            count(trials, "failed"));
  }

  private static long count(List<TrialRow> trials, String status) {
    return trials.stream().filter(trial -> trial.status().equals(status)).count();
  }

  private static void value(Configuration configuration, String name, ArrayNode values) {
    SettingValue value = configuration.value(name).orElse(null);
    if (value == null) {
      values.addNull();
    } else if (value instanceof SettingValue.Numeric numeric) {
      values.add(numeric.number());
    } else {
      values.add(value.text());
    }
  }

  private static ObjectNode parameter(Hyperparameter hyperparameter) {
    Distribution distribution = hyperparameter.distribution();
    ObjectNode node = Json.object().put("name", hyperparameter.name());
    if (distribution instanceof Choice choice) {
      node.put("scale", "choice").putNull("low").putNull("high");
      ArrayNode choices = node.putArray("choices");
      for (SettingValue value : choice.values()) {
        if (value instanceof SettingValue.Numeric numeric) {
          choices.add(numeric.number());
        } else {
          choices.add(value.text());
        }
      }
      node.putArray("edges");
      return node;
    }
    double low = end(distribution, 0);
    double high = end(distribution, 1);
    node.put("scale", Axes.isLogarithmic(distribution) ? "log" : "linear")
        .put("low", low)
        .put("high", high);
    node.putArray("choices");
    ArrayNode edges = node.putArray("edges");
    for (EdgeBand edge : edges(distribution)) {
      edges.addObject().put("from", edge.from()).put("to", edge.to()).put("note", edge.note());
    }
    return node;
  }

  /**
   * The part of a range that counts as its edge.
   *
   * @param from its least value
   * @param to its largest
   * @param note which one it is
   */
  record EdgeBand(double from, double to, String note) {}

  /** The outer parts of a range; choices have none. */
  static List<EdgeBand> edges(Distribution distribution) {
    if (distribution instanceof Choice) {
      return List.of();
    }
    double low = end(distribution, 0);
    double high = end(distribution, 1);
    return List.of(
        new EdgeBand(low, within(distribution, low, high, EDGE), "lowest 5 % of the range"),
        new EdgeBand(within(distribution, low, high, 1 - EDGE), high, "highest 5 % of the range"));
  }

  private static double end(Distribution distribution, double unit) {
    return ((SettingValue.Numeric) distribution.valueAt(unit)).number();
  }

  private static double within(Distribution distribution, double low, double high, double share) {
    return Axes.isLogarithmic(distribution)
        ? low * Math.pow(high / low, share)
        : low + share * (high - low);
  }
}
