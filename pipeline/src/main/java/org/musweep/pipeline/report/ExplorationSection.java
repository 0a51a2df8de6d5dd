package org.musweep.pipeline.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.musweep.pipeline.selection.Finalist;
import org.musweep.pipeline.selection.Selection;
import org.musweep.pipeline.selection.Standing;
import org.musweep.pipeline.space.Choice;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.Distribution;
import org.musweep.pipeline.space.Hyperparameter;
import org.musweep.pipeline.space.IntRange;
import org.musweep.pipeline.space.LogUniform;
import org.musweep.pipeline.space.Scale;
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
                        + " shaded bands are the outer 5 % of each range."))));
  }

  @Override
  public void plots(ReportData data, ObjectNode plots) {
    List<TrialRow> trials = Trials.of(data.record().trials(), Purpose.EXPLORATION);
    if (trials.isEmpty()) {
      return;
    }
    ObjectNode plot = plots.putObject(PLOT);
    ArrayNode parameters = plot.putArray("parameters");
    List<Hyperparameter> hyperparameters = data.record().space().hyperparameters();
    hyperparameters.forEach(hyperparameter -> parameters.add(parameter(hyperparameter)));
    LossRange range = range(trials);
    plot.put("low", range.low());
    plot.put("high", range.high());
    ArrayNode rows = plot.putArray("trials");
    for (TrialRow trial : trials) {
      Role role = Role.of(trial, data);
      ObjectNode row = rows.addObject();
      row.put("trial", trial.trial());
      row.put("status", trial.status());
      row.set("loss", Json.number(trial.loss()));
      row.set("shown", Json.number(range.shown(trial.loss())));
      row.put("step", trial.step());
      row.put("reason", trial.reason());
      row.put("role", role.text);
      row.put("rank", role.emphasis);
      ArrayNode values = row.putArray("values");
      hyperparameters.forEach(h -> value(trial.configuration(), h.name(), values));
    }
  }

  /** About the losses of the trials that trained; of all, if none did. */
  private static LossRange range(List<TrialRow> trials) {
    List<TrialRow> feasible = trials.stream().filter(trial -> !Trials.infeasible(trial)).toList();
    return LossRange.of(
        (feasible.isEmpty() ? trials : feasible).stream().map(TrialRow::loss).toList());
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
    node.put("scale", isLog(distribution) ? "log" : "linear").put("low", low).put("high", high);
    node.putArray("choices");
    ArrayNode edges = node.putArray("edges");
    edge(edges, low, within(distribution, low, high, EDGE), "lowest 5 % of the range");
    edge(edges, within(distribution, low, high, 1 - EDGE), high, "highest 5 % of the range");
    return node;
  }

  private static void edge(ArrayNode edges, double from, double to, String note) {
    edges.addObject().put("from", from).put("to", to).put("note", note);
  }

  private static boolean isLog(Distribution distribution) {
    return distribution instanceof LogUniform
        || (distribution instanceof IntRange range && range.scale() == Scale.LOG);
  }

  private static double end(Distribution distribution, double unit) {
    return ((SettingValue.Numeric) distribution.valueAt(unit)).number();
  }

  private static double within(Distribution distribution, double low, double high, double share) {
    return isLog(distribution) ? low * Math.pow(high / low, share) : low + share * (high - low);
  }

  /** What became of a trial's settings in the selection, and how much the plots stress it. */
  private enum Role {
    NONE("", 0),
    FINALIST("finalist", 1),
    TIED("tied with the best", 2),
    CHOSEN("chosen", 3);

    private final String text;
    private final int emphasis;

    Role(String text, int emphasis) {
      this.text = text;
      this.emphasis = emphasis;
    }

    static Role of(TrialRow trial, ReportData data) {
      if (!(data.selection() instanceof Finding.Present<Selection> present)) {
        return NONE;
      }
      return present.value().finalists().stream()
          .filter(finalist -> Trials.same(finalist.configuration(), trial.configuration()))
          .findFirst()
          .map(Role::of)
          .orElse(NONE);
    }

    private static Role of(Finalist finalist) {
      Standing standing = finalist.standing();
      if (standing == Standing.CHOSEN) {
        return CHOSEN;
      }
      return standing.isTied() ? TIED : FINALIST;
    }
  }
}
