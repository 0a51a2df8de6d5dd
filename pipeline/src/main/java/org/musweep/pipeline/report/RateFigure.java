package org.musweep.pipeline.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.musweep.pipeline.figure.Figure;
import org.musweep.pipeline.figure.Mark;
import org.musweep.pipeline.figure.Panel;
import org.musweep.pipeline.figure.Point;
import org.musweep.pipeline.figure.Symbol;

/**
 * Loss against learning rate as a picture.
 *
 * @param plot what it shows
 */
record RateFigure(RatePlot plot) {

  Figure figure() {
    List<String> series = plot.series();
    List<Figure.Key> legend = new ArrayList<>();
    for (int i = 0; i < series.size(); i++) {
      legend.add(new Figure.Key(series.get(i), Symbol.DISC, Ink.series(i)));
    }
    legend.add(new Figure.Key("lowest point of a width", Symbol.RING, Ink.FOREGROUND));
    if (!plot.exploration().isEmpty()) {
      legend.add(new Figure.Key("trials of the search", Symbol.DISC, Ink.STOPPED));
    }
    if (plot.wide() instanceof Finding.Present<WideRun>) {
      legend.add(new Figure.Key("wide run", Symbol.DIAMOND, Ink.series(series.size() - 1)));
    }
    List<Double> rates = new ArrayList<>(plot.points().stream().map(RatePlot.Point::rate).toList());
    plot.exploration().forEach(trial -> rates.add(rate(trial)));
    Panel panel =
        new Panel(
            "",
            Axes.powersOfTwo("learning rate", rates),
            Axes.loss("validation loss, nats", plot.range()),
            marks(series));
    return new Figure(
        "Loss against learning rate, per width",
        "The chosen settings; points are means over seeds with one standard error",
        legend,
        List.of(panel),
        1,
        430);
  }

  private List<Mark> marks(List<String> series) {
    List<Mark> marks = new ArrayList<>();
    double high = plot.range().high();
    marks.add(
        new Mark.Dots(
            plot.exploration().stream().map(t -> new Point(rate(t), t.loss())).toList(),
            Symbol.DISC,
            2.2,
            Ink.STOPPED,
            0.5));
    List<Point> profile =
        plot.envelope().stream().map(best -> new Point(best.rate(), best.loss())).toList();
    if (profile.size() > 1) {
      marks.add(Mark.Line.solid(profile, Ink.STOPPED, 1.2));
    }
    if (Double.isFinite(plot.chosen())) {
      double chosen = plot.chosen();
      List<Point> line = List.of(new Point(chosen, plot.range().low()), new Point(chosen, high));
      marks.add(Mark.Line.dashed(line, Ink.MUTED, 1));
      marks.add(new Mark.Note(new Point(chosen, high), "chosen", Mark.Anchor.MIDDLE, Ink.MUTED));
    }
    minima().values().forEach(line -> marks.add(Mark.Line.dashed(line, Ink.FOREGROUND, 1.5)));
    plot.curves().forEach((name, curve) -> curve(curve, Ink.series(series.indexOf(name)), marks));
    minima()
        .values()
        .forEach(line -> marks.add(new Mark.Dots(line, Symbol.RING, 8, Ink.FOREGROUND, 0.8)));
    if (plot.wide() instanceof Finding.Present<WideRun> wide && Double.isFinite(plot.chosen())) {
      Point end = new Point(plot.chosen(), wide.value().finalLoss());
      String color = Ink.series(series.indexOf(plot.series(wide.value())));
      marks.add(new Mark.Dots(List.of(end), Symbol.DIAMOND, 8, color, 1));
    }
    return marks;
  }

  private static void curve(List<RatePlot.Point> curve, String color, List<Mark> marks) {
    List<Point> means = curve.stream().map(p -> new Point(p.rate(), p.mean())).toList();
    for (RatePlot.Point point : curve) {
      double error = point.standardError();
      if (Double.isFinite(error)) {
        Point low = new Point(point.rate(), point.mean() - error);
        marks.add(
            Mark.Line.solid(
                List.of(low, new Point(point.rate(), point.mean() + error)), color, 1.5));
      }
    }
    marks.add(Mark.Line.solid(means, color, 2));
    marks.add(new Mark.Dots(means, Symbol.DISC, 4.5, color, 1));
  }

  private Map<String, List<Point>> minima() {
    Map<String, List<Point>> lines = new TreeMap<>();
    for (RatePlot.Point lowest : plot.minima()) {
      lines
          .computeIfAbsent(lowest.rules(), rules -> new ArrayList<>())
          .add(new Point(lowest.rate(), lowest.mean()));
    }
    return lines;
  }

  private static double rate(org.musweep.pipeline.table.TrialRow trial) {
    return Trials.learningRate(trial.configuration()).orElse(Double.NaN);
  }
}
