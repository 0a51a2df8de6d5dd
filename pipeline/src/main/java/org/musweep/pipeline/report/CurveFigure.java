package org.musweep.pipeline.report;

import java.util.ArrayList;
import java.util.List;
import org.musweep.pipeline.figure.Figure;
import org.musweep.pipeline.figure.Mark;
import org.musweep.pipeline.figure.Panel;
import org.musweep.pipeline.figure.Point;
import org.musweep.pipeline.figure.Symbol;

/**
 * Losses over steps as a picture.
 *
 * @param plot what it shows
 */
record CurveFigure(CurvePlot plot) {

  Figure figure() {
    List<Figure.Key> legend = new ArrayList<>();
    List<Mark> marks = new ArrayList<>();
    for (CurvePlot.Series series : plot.series()) {
      String color = Ink.series(legend.size());
      legend.add(new Figure.Key(series.name(), Symbol.DISC, color));
      List<Point> points =
          series.points().stream().map(p -> new Point(p.step(), p.loss())).toList();
      marks.add(Mark.Line.solid(points, color, 2));
    }
    Panel panel =
        new Panel(
            "",
            Axes.steps("optimizer steps", plot.steps()),
            Axes.loss(plot.measure(), plot.range()),
            marks);
    return new Figure(plot.heading(), plot.caption(), legend, List.of(panel), 1, 420);
  }
}
