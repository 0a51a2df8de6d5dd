package org.musweep.pipeline.report;

import java.util.stream.Collectors;
import org.musweep.pipeline.selection.BoundaryHit;
import org.musweep.pipeline.selection.PlannedSetting;
import org.musweep.pipeline.selection.Selection;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.Distribution;
import org.musweep.pipeline.space.Edge;
import org.musweep.pipeline.space.Setting;
import org.musweep.pipeline.space.SettingValue;
import org.musweep.pipeline.space.Transferability;

/** The chosen settings. */
final class SettingsSection implements Section {

  @Override
  public String id() {
    return "settings";
  }

  @Override
  public String title() {
    return "Chosen settings";
  }

  @Override
  public Html body(ReportData data) {
    if (!(data.selection() instanceof Finding.Present<Selection> present)) {
      return Html.absent(((Finding.Absent<Selection>) data.selection()).why());
    }
    Selection selection = present.value();
    HtmlTable table =
        new HtmlTable()
            .words("hyperparameter")
            .number("value")
            .number("as a power of 2")
            .words("searched in")
            .words("across width")
            .sentences("because");
    for (Setting setting : selection.chosen().settings()) {
      PlannedSetting planned = PlannedSetting.of(setting);
      table.row(
          Html.code(setting.name()),
          Html.element("strong", Html.text(Figures.setting(setting.value()))),
          power(setting.value()),
          range(data, selection, setting.name()),
          transfers(planned.transferability()),
          Html.text(planned.reason()));
    }
    return Html.all(
        Html.styled(
            "p",
            "lead",
            Html.text(
                selection.tied().size() > 1
                    ? "The medoid of the finalists that tie: a point that was trained, in the"
                        + " middle of those that cannot be told apart."
                    : "The best of the finalists: a point that was trained.")),
        table.build());
  }

  /** Settings in a table cell: one per line, rounded. */
  static Html brief(Configuration configuration) {
    return Html.text(text(configuration));
  }

  /** Settings in a sentence, rounded. */
  static String text(Configuration configuration) {
    return configuration.settings().stream()
        .map(setting -> setting.name() + " " + Figures.setting(setting.value()))
        .collect(Collectors.joining(", "));
  }

  private static Html power(SettingValue value) {
    return value instanceof SettingValue.Numeric numeric && numeric.number() > 0
        ? Html.all(
            Html.text("2"), Html.element("sup", Html.text(Figures.exponentOfTwo(numeric.number()))))
        : Html.text("–");
  }

  private static Html range(ReportData data, Selection selection, String name) {
    String searched =
        data.record().space().distribution(name).map(Distribution::text).orElse("fixed");
    return selection.boundaryHits().stream()
        .filter(hit -> hit.hyperparameter().equals(name))
        .findFirst()
        .map(hit -> Html.all(Html.text(searched + " "), Html.mark("warn", edge(hit))))
        .orElse(Html.text(searched));
  }

  private static String edge(BoundaryHit hit) {
    String side = hit.edge() == Edge.LOW ? "lower" : "upper";
    if (hit.close() == 0) {
      return "falls towards the %s edge".formatted(side);
    }
    return hit.fitted()
        ? "best at the %s edge, and still falling there".formatted(side)
        : "best at the edge";
  }

  private static Html transfers(Transferability transferability) {
    return switch (transferability) {
      case TRANSFERS -> Html.mark("good", "transfers");
      case CONDITIONAL -> Html.mark("warn", "within limits");
      case BY_RULE -> Html.mark("warn", "by rule");
      case DOES_NOT_TRANSFER -> Html.mark("bad", "does not transfer");
      case UNKNOWN -> Html.mark("warn", "not known");
    };
  }
}
