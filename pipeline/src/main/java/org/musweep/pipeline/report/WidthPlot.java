package org.musweep.pipeline.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.musweep.pipeline.figure.Figure;
import org.musweep.pipeline.figure.Mark;
import org.musweep.pipeline.figure.Panel;
import org.musweep.pipeline.figure.Point;
import org.musweep.pipeline.figure.Symbol;

/**
 * The loss of the chosen settings against width: wider is better.
 *
 * @param losses from narrow to wide
 */
record WidthPlot(List<WidthLoss> losses) {

  static final String PLOT = "widths";

  static WidthPlot of(ReportData data) {
    return new WidthPlot(WidthLoss.of(data));
  }

  /** One width alone has nothing to be compared with. */
  boolean isEmpty() {
    return losses.stream().mapToInt(WidthLoss::width).distinct().count() < 2;
  }

  ObjectNode json() {
    LossRange range = range();
    ObjectNode plot = Json.object().put("low", range.low()).put("high", range.high());
    ArrayNode widths = plot.putArray("widths");
    losses.stream().map(WidthLoss::width).distinct().forEach(widths::add);
    ArrayNode rows = plot.putArray("rows");
    for (WidthLoss loss : losses) {
      double error = error(loss);
      ObjectNode row = rows.addObject();
      row.put("width", loss.width()).put("loss", loss.mean());
      row.put("lower", loss.mean() - error).put("upper", loss.mean() + error);
      row.set("error", Json.number(loss.standardError()));
      row.put("seeds", loss.seeds()).put("stage", loss.stage());
    }
    return plot;
  }

  Figure figure() {
    List<Mark> marks = new ArrayList<>();
    List<Point> line = losses.stream().map(l -> new Point(l.width(), l.mean())).toList();
    for (WidthLoss loss : losses) {
      double error = error(loss);
      Point low = new Point(loss.width(), loss.mean() - error);
      Point high = new Point(loss.width(), loss.mean() + error);
      marks.add(Mark.Line.solid(List.of(low, high), Ink.ACCENT, 1.5));
      marks.add(
          new Mark.Note(
              new Point(loss.width(), loss.mean()),
              Figures.loss(loss.mean()),
              Mark.Anchor.ABOVE,
              Ink.FOREGROUND));
    }
    marks.add(Mark.Line.solid(line, Ink.ACCENT, 2));
    marks.add(new Mark.Dots(line, Symbol.DISC, 4.5, Ink.ACCENT, 1));
    Panel panel =
        new Panel(
            "",
            Axes.widths("width", losses.stream().map(WidthLoss::width).toList()),
            Axes.loss("validation loss, nats", range()),
            marks);
    return new Figure(
        "Loss against width",
        "The chosen settings; means over seeds with one standard error",
        List.of(),
        List.of(panel),
        1,
        360);
  }

  private LossRange range() {
    List<Double> ends = new ArrayList<>();
    for (WidthLoss loss : losses) {
      ends.add(loss.mean() - error(loss));
      ends.add(loss.mean() + error(loss));
    }
    return LossRange.holding(ends);
  }

  private static double error(WidthLoss loss) {
    return Double.isFinite(loss.standardError()) ? loss.standardError() : 0;
  }
}
