package org.musweep.pipeline.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.musweep.pipeline.figure.Axis;
import org.musweep.pipeline.figure.Figure;
import org.musweep.pipeline.figure.Mark;
import org.musweep.pipeline.figure.Panel;
import org.musweep.pipeline.figure.Point;
import org.musweep.pipeline.figure.Scale;
import org.musweep.pipeline.figure.Symbol;
import org.musweep.pipeline.table.RungRow;

/**
 * Losses at the rungs as a picture.
 *
 * @param rows the judgements that are drawn; at least one
 * @param range the losses that are shown
 */
record RungFigure(List<RungRow> rows, LossRange range) {

  Figure figure() {
    List<Integer> steps = rows.stream().map(RungRow::step).distinct().sorted().toList();
    Map<String, List<Point>> byTrial = new LinkedHashMap<>();
    Map<String, List<Point>> byDecision = new LinkedHashMap<>();
    for (RungRow row : rows.stream().sorted((a, b) -> a.step() - b.step()).toList()) {
      Point at = new Point(steps.indexOf(row.step()), range.shown(row.loss()));
      byTrial.computeIfAbsent(row.trial(), trial -> new ArrayList<>()).add(at);
      byDecision.computeIfAbsent(row.decision(), decision -> new ArrayList<>()).add(at);
    }
    List<Mark> marks = new ArrayList<>();
    byTrial.values().forEach(line -> marks.add(new Mark.Line(line, Ink.MUTED, 0.8, false, 0.4)));
    List<Figure.Key> legend = new ArrayList<>();
    byDecision.forEach(
        (decision, points) -> {
          marks.add(new Mark.Dots(points, Symbol.DISC, 3.6, color(decision), 0.85));
          legend.add(new Figure.Key(decision, Symbol.DISC, color(decision)));
        });
    Panel panel =
        new Panel(
            "",
            new Axis(
                "rung, in optimizer steps",
                new Scale.Bands(steps.stream().map(step -> Integer.toString(step)).toList())),
            Axes.loss("validation loss at the rung, nats", range),
            marks);
    return new Figure(
        "Early stopping", "A line joins the rungs of one trial", legend, List.of(panel), 1, 400);
  }

  private static String color(String decision) {
    return decision.equals("completed") ? Ink.GOOD : Ink.status(decision);
  }
}
