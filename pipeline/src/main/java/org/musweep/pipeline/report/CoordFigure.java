package org.musweep.pipeline.report;

import java.util.ArrayList;
import java.util.List;
import org.musweep.mup.coordcheck.CoordOutcome;
import org.musweep.pipeline.figure.Axis;
import org.musweep.pipeline.figure.Figure;
import org.musweep.pipeline.figure.Mark;
import org.musweep.pipeline.figure.Panel;
import org.musweep.pipeline.figure.Point;
import org.musweep.pipeline.figure.Scale;
import org.musweep.pipeline.figure.Symbol;

/**
 * One statistic of a coord check, of every module, as a picture.
 *
 * @param plot what it shows
 * @param statistic such as {@code delta}
 */
record CoordFigure(CoordPlot plot, String statistic) {

  private static final int COLUMNS = 3;

  boolean isEmpty() {
    return panels().isEmpty();
  }

  Figure figure() {
    List<Figure.Key> legend = new ArrayList<>();
    for (int step : plot.steps()) {
      legend.add(new Figure.Key("step " + step, Symbol.DISC, Ink.series(legend.size())));
    }
    double rate = plot.rates().get(plot.shown());
    return new Figure(
        CoordCheckSection.heading(statistic),
        "Against width, both axes in powers of two; learning rate %s; flat is right"
            .formatted(Figures.significant(rate)),
        legend,
        panels().stream().map(this::panel).toList(),
        COLUMNS,
        200);
  }

  private List<CoordPlot.Panel> panels() {
    return plot.panels().stream().filter(p -> p.statistic().equals(statistic)).toList();
  }

  private Panel panel(CoordPlot.Panel panel) {
    double rate = plot.rates().get(plot.shown());
    CoordPlot.Span span = plot.span(panel, rate);
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < plot.steps().size(); i++) {
      int step = plot.steps().get(i);
      List<Point> line =
          panel.points().stream()
              .filter(p -> p.learningRate() == rate && p.step() == step)
              .map(p -> new Point(p.width(), p.value()))
              .toList();
      if (!line.isEmpty()) {
        marks.add(Mark.Line.solid(line, Ink.series(i), 1.5));
        marks.add(new Mark.Dots(line, Symbol.DISC, 2.6, Ink.series(i), 1));
      }
    }
    String failed = panel.outcome() == CoordOutcome.FAILED ? "failed, " : "";
    return new Panel(
        panel.module(),
        plot.slopeText(panel, rate).map(text -> failed + text).orElse(""),
        Axes.widths("", plot.widths()),
        new Axis("", Scale.Log.ofPowersOfTwo(span.low(), span.high())),
        marks);
  }
}
