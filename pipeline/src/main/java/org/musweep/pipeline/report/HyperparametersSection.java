package org.musweep.pipeline.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.musweep.pipeline.selection.HyperparameterJudgement;
import org.musweep.pipeline.selection.Selection;

/** What the search tells about each hyperparameter: how much it matters, and where it is good. */
final class HyperparametersSection implements Section {

  @Override
  public String id() {
    return "hyperparameters";
  }

  @Override
  public String title() {
    return "What matters";
  }

  @Override
  public Html body(ReportData data) {
    if (!(data.selection() instanceof Finding.Present<Selection> present)) {
      return Html.absent(((Finding.Absent<Selection>) data.selection()).why());
    }
    List<HyperparameterJudgement> judgements = present.value().judgement().hyperparameters();
    if (judgements.isEmpty()) {
      return Html.absent("The selection does not judge the hyperparameters one by one.");
    }
    return Html.all(importance(data, judgements), slices(data));
  }

  @Override
  public void plots(ReportData data, ObjectNode plots) {
    ImportancePlot importance = ImportancePlot.of(data);
    if (!importance.isEmpty()) {
      plots.set(ImportancePlot.PLOT, importance.json());
    }
    SlicePlot slices = SlicePlot.of(data);
    if (!slices.isEmpty()) {
      plots.set(SlicePlot.PLOT, slices.json());
    }
  }

  private static Html importance(ReportData data, List<HyperparameterJudgement> judgements) {
    ImportancePlot plot = ImportancePlot.of(data);
    HtmlTable table =
        new HtmlTable()
            .words("hyperparameter")
            .words("role")
            .number("sets the best tenth apart")
            .number("explains variance");
    for (HyperparameterJudgement one : judgements) {
      table.row(
          Html.code(one.hyperparameter()),
          Html.text(one.role().text()),
          Html.text(share(one.importance())),
          Html.text(share(one.variance())));
    }
    Html caption =
        Html.text(
            "Blue: the share of what sets the best tenth of the trials apart from all of them"
                + " (PED-ANOVA); they add up to 1. Grey: the share of the variance of the loss over"
                + " the whole space that a hyperparameter explains by itself (fANOVA); what is"
                + " missing to 1 is due to several together, and with few completed trials it is"
                + " not known. A hyperparameter that matters little may still have to stay out of"
                + " the bad parts of its range.");
    return Html.all(
        Html.element("h3", Html.text("Importance")),
        plot.isEmpty()
            ? Html.absent("Too few trials to tell which hyperparameters matter.")
            : Html.plot(ImportancePlot.PLOT, "Importance of the hyperparameters", caption),
        table.build());
  }

  private static Html slices(ReportData data) {
    SlicePlot plot = SlicePlot.of(data);
    if (plot.isEmpty()) {
      return Html.NOTHING;
    }
    StringBuilder panels = new StringBuilder();
    for (int i = 0; i < plot.parameters().size(); i++) {
      String name = plot.parameters().get(i).name();
      panels.append(Html.plotArea(SlicePlot.PLOT, i, "Best loss per part of " + name).markup());
    }
    return Html.all(
        Html.element("h3", Html.text("Best loss in each part of a range")),
        Html.element(
            "figure",
            Html.styled("div", "panels", new Html(panels.toString())),
            Html.element(
                "figcaption",
                Html.text(
                    "What can be reached with a value from that part when everything else is tuned:"
                        + " the lowest loss of the trials there, in nats. A flat profile says that"
                        + " the value does not matter; one that still falls at an end asks for a"
                        + " wider range. The dashed line lies one tie margin above the best."))));
  }

  private static String share(double share) {
    return Double.isNaN(share) ? "–" : Figures.fixed(100 * share, 0) + " %";
  }
}
