package org.musweep.pipeline.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.musweep.pipeline.selection.HyperparameterJudgement;
import org.musweep.pipeline.selection.Selection;
import org.musweep.pipeline.selection.TrialCounts;

/** The last lines of a run on the terminal: what was chosen, how sure, and where to look. */
public final class TerminalSummary {

  /** The most columns of a line; only the report's path may be longer. */
  public static final int COLUMNS = 110;

  private static final String LABEL = "  %-11s";

  private TerminalSummary() {}

  /**
   * At most ten lines of at most {@value #COLUMNS} columns.
   *
   * @param report where the report is, as a path to open; never shortened
   */
  public static List<String> lines(ReportData data, String report) {
    List<String> lines = new ArrayList<>();
    lines.add(fit(data.sweep() + ": " + Verdicts.headline(data)));
    if (data.selection() instanceof Finding.Present<Selection> present) {
      Selection selection = present.value();
      lines.add(line("settings", settings(selection)));
      lines.add(line("how sure", selection.howSure()));
    } else {
      lines.add(line("settings", Verdicts.choice(data).reason()));
    }
    List<WidthLoss> losses = WidthLoss.of(data);
    if (!losses.isEmpty()) {
      lines.add(line("losses", losses(losses)));
    }
    lines.add(line("transfer", verdict(Verdicts.transfer(data))));
    lines.add(line("coord check", verdict(Verdicts.coordCheck(data))));
    if (data.selection() instanceof Finding.Present<Selection> present) {
      lines.add(line("trials", trials(present.value())));
    }
    lines.add(line("next", NextSteps.of(data).get(0)));
    lines.add(line("time", Figures.duration(data.provenance().period().seconds())));
    lines.add(LABEL.formatted("report") + " " + report);
    return List.copyOf(lines);
  }

  private static String settings(Selection selection) {
    return selection.chosen().settings().stream()
        .map(setting -> setting.name() + " " + Figures.setting(setting.value()))
        .collect(Collectors.joining(", "));
  }

  private static String losses(List<WidthLoss> losses) {
    return losses.stream()
        .map(
            loss ->
                "width %d: %s"
                    .formatted(loss.width(), Figures.loss(loss.mean(), loss.standardError())))
        .collect(Collectors.joining("   "));
  }

  private static String verdict(Verdicts.Verdict verdict) {
    return verdict.tone().isEmpty()
        ? verdict.reason()
        : verdict.finding() + ": " + verdict.reason();
  }

  private static String trials(Selection selection) {
    TrialCounts counts = selection.exploration();
    return "%d in the search: %d completed, %d stopped early, %d diverged, %d failed; warnings: %d%s"
        .formatted(
            counts.total(),
            counts.completed(),
            counts.stopped(),
            counts.diverged(),
            counts.failed(),
            selection.warnings().size(),
            matters(selection));
  }

  private static String matters(Selection selection) {
    List<HyperparameterJudgement> ranked = selection.judgement().byImportance();
    return ranked.size() < 2
        ? ""
        : String.format(
            Locale.ROOT,
            "; matters most: %s (%.0f %%)",
            ranked.get(0).hyperparameter(),
            100 * ranked.get(0).importance());
  }

  private static String line(String label, String text) {
    return fit(LABEL.formatted(label) + " " + text);
  }

  /** One line: cut at a word where it is too long. */
  private static String fit(String text) {
    String line = text.replaceAll("[\\s\\p{Cntrl}]*[\\r\\n]+\\s*", " ");
    if (line.length() <= COLUMNS) {
      return line;
    }
    int space = line.lastIndexOf(' ', COLUMNS - 2);
    return line.substring(0, space > COLUMNS / 2 ? space : COLUMNS - 2) + " …";
  }
}
