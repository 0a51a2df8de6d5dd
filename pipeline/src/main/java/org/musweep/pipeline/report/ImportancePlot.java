package org.musweep.pipeline.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.musweep.pipeline.figure.Axis;
import org.musweep.pipeline.figure.Figure;
import org.musweep.pipeline.figure.Mark;
import org.musweep.pipeline.figure.Panel;
import org.musweep.pipeline.figure.Point;
import org.musweep.pipeline.figure.Scale;
import org.musweep.pipeline.figure.Symbol;
import org.musweep.pipeline.selection.HyperparameterJudgement;
import org.musweep.pipeline.selection.Selection;

/**
 * How much each hyperparameter matters.
 *
 * @param ranked the most important first
 */
record ImportancePlot(List<HyperparameterJudgement> ranked) {

  static final String PLOT = "importance";
  static final String TOP = "sets the best tenth apart";
  static final String VARIANCE = "explains variance";

  static ImportancePlot of(ReportData data) {
    return data.selection() instanceof Finding.Present<Selection> present
        ? new ImportancePlot(present.value().judgement().byImportance())
        : new ImportancePlot(List.of());
  }

  boolean isEmpty() {
    return ranked.isEmpty();
  }

  ObjectNode json() {
    ObjectNode plot = Json.object();
    boolean both = ranked.stream().anyMatch(one -> !Double.isNaN(one.variance()));
    plot.set("measures", Json.strings(both ? List.of(TOP, VARIANCE) : List.of(TOP)));
    plot.set(
        "names",
        Json.strings(ranked.stream().map(HyperparameterJudgement::hyperparameter).toList()));
    ArrayNode rows = plot.putArray("rows");
    for (HyperparameterJudgement one : ranked) {
      add(rows, one.hyperparameter(), TOP, one.importance());
      if (!Double.isNaN(one.variance())) {
        add(rows, one.hyperparameter(), VARIANCE, one.variance());
      }
    }
    return plot;
  }

  Figure figure() {
    List<HyperparameterJudgement> upwards = new ArrayList<>(ranked);
    Collections.reverse(upwards);
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < upwards.size(); i++) {
      bar(marks, i + 0.19, upwards.get(i).importance(), Ink.ACCENT);
      bar(marks, i - 0.19, upwards.get(i).variance(), Ink.STOPPED);
    }
    Panel panel =
        new Panel(
            "",
            new Axis("share", Scale.Linear.of(0, 1.08, 5)),
            new Axis(
                "",
                new Scale.Bands(
                    upwards.stream().map(HyperparameterJudgement::hyperparameter).toList())),
            marks);
    return new Figure(
        "Importance of the hyperparameters",
        "",
        List.of(
            new Figure.Key(TOP + " (PED-ANOVA)", Symbol.SQUARE, Ink.ACCENT),
            new Figure.Key(VARIANCE + " (fANOVA)", Symbol.SQUARE, Ink.STOPPED)),
        List.of(panel),
        1,
        60 + 44 * upwards.size());
  }

  private static void bar(List<Mark> marks, double middle, double share, String color) {
    if (!Double.isNaN(share)) {
      marks.add(new Mark.Box(0, share, middle - 0.17, middle + 0.17, color));
      marks.add(
          new Mark.Note(
              new Point(share, middle), Figures.fixed(share, 2), Mark.Anchor.START, Ink.MUTED));
    }
  }

  private static void add(ArrayNode rows, String name, String measure, double share) {
    ObjectNode row = rows.addObject().put("name", name).put("measure", measure);
    row.set("share", Json.number(share));
    row.put("text", Figures.fixed(share, 2));
  }
}
