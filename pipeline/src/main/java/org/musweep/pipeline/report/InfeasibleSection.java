package org.musweep.pipeline.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.musweep.pipeline.table.TrialRow;

/** Trials that diverged or failed, and why. */
final class InfeasibleSection implements Section {

  static final int MOST_ROWS = 40;

  private static final int MOST_REASONS = 8;

  @Override
  public String id() {
    return "infeasible";
  }

  @Override
  public String title() {
    return "Diverged and failed trials";
  }

  @Override
  public Html body(ReportData data) {
    List<TrialRow> trials = data.record().trials();
    if (trials.isEmpty()) {
      return Html.absent("No trial has ended yet.");
    }
    List<TrialRow> infeasible = trials.stream().filter(Trials::infeasible).toList();
    if (infeasible.isEmpty()) {
      return Html.absent("None: all %d trials trained as they should.".formatted(trials.size()));
    }
    HtmlTable table =
        new HtmlTable()
            .words("trial")
            .words("status")
            .number("width")
            .number("step")
            .number("loss")
            .sentences("settings")
            .sentences("reason");
    for (TrialRow trial : infeasible.stream().limit(MOST_ROWS).toList()) {
      table.row(
          Html.code(trial.trial()),
          Html.mark(trial.status().equals("failed") ? "bad" : "warn", trial.status()),
          Html.text(Integer.toString(trial.width())),
          Html.text("%d of %d".formatted(trial.step(), trial.steps())),
          Html.text(Figures.loss(trial.loss())),
          SettingsSection.brief(trial.configuration()),
          Html.text(trial.reason()));
    }
    String share =
        "%d of %d trials (%s). A diverged trial says something about its settings; a failed one could not be trained at all."
            .formatted(
                infeasible.size(),
                trials.size(),
                Figures.percent((double) infeasible.size() / trials.size()));
    return Html.all(
        Html.styled("p", "lead", Html.text(share)),
        reasons(infeasible),
        table.build(),
        infeasible.size() > MOST_ROWS
            ? Html.paragraph(
                "The first %d are shown; the trials table has them all.".formatted(MOST_ROWS))
            : Html.NOTHING);
  }

  /** How often which kind of reason occurs: its words up to the details. */
  private static Html reasons(List<TrialRow> infeasible) {
    Map<String, Long> counts =
        infeasible.stream()
            .collect(
                Collectors.groupingBy(
                    trial -> trial.status() + ": " + kind(trial.reason()),
                    LinkedHashMap::new,
                    Collectors.counting()));
    if (infeasible.size() < 3 || counts.size() == infeasible.size()) {
      return Html.NOTHING;
    }
    return Html.element(
        "ul",
        Html.all(
            counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(MOST_REASONS)
                .map(
                    entry ->
                        Html.element(
                            "li",
                            Html.text("%d × %s".formatted(entry.getValue(), entry.getKey()))))));
  }

  private static String kind(String reason) {
    return reason.replaceFirst("(?s)[:,(].*", "").replaceAll("[-+]?[0-9][0-9.e+-]*", "…").strip();
  }
}
