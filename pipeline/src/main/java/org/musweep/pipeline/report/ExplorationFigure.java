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
import org.musweep.pipeline.space.Distribution;
import org.musweep.pipeline.space.Hyperparameter;
import org.musweep.pipeline.table.TrialRow;

/**
 * Loss against every hyperparameter as a picture.
 *
 * @param data the run
 * @param trials of the search; at least one
 * @param range the losses that are shown
 */
record ExplorationFigure(ReportData data, List<TrialRow> trials, LossRange range) {

  private static final int MOST_COLUMNS = 3;
  private static final int CROWD = 500;

  Figure figure() {
    List<Hyperparameter> all = data.record().space().hyperparameters();
    List<Figure.Key> legend =
        List.of(
            new Figure.Key("completed", Symbol.DISC, Ink.COMPLETED),
            new Figure.Key("stopped early", Symbol.DISC, Ink.STOPPED),
            new Figure.Key("diverged", Symbol.TRIANGLE, Ink.DIVERGED),
            new Figure.Key("failed", Symbol.CROSS, Ink.FAILED),
            new Figure.Key("tied with the best", Symbol.RING, Ink.FOREGROUND),
            new Figure.Key("chosen", Symbol.OPEN_DIAMOND, Ink.GOOD),
            new Figure.Key("edge of the range", Symbol.SQUARE, Ink.EDGE));
    return new Figure(
        "Loss against every hyperparameter",
        "Validation loss in nats of each trial of the search; what is far above is drawn at the"
            + " top",
        legend,
        all.stream().map(this::panel).toList(),
        Math.min(MOST_COLUMNS, all.size()),
        250);
  }

  private Panel panel(Hyperparameter hyperparameter) {
    Distribution distribution = hyperparameter.distribution();
    List<Mark> marks = new ArrayList<>();
    for (ExplorationSection.EdgeBand band : ExplorationSection.edges(distribution)) {
      marks.add(
          new Mark.Box(
              band.from(),
              band.to(),
              Double.NEGATIVE_INFINITY,
              Double.POSITIVE_INFINITY,
              Ink.EDGE));
    }
    Map<String, List<Point>> byStatus = new TreeMap<>();
    Map<TrialRole, List<Point>> byRole = new TreeMap<>();
    for (TrialRow trial : trials) {
      double x =
          trial
              .configuration()
              .value(hyperparameter.name())
              .map(value -> Axes.place(distribution, value))
              .orElse(Double.NaN);
      if (!Double.isNaN(x)) {
        // A trial without a loss stands at the top, as the worst do.
        double y = Double.isNaN(trial.loss()) ? range.high() : range.shown(trial.loss());
        Point at = new Point(x, y);
        byStatus.computeIfAbsent(trial.status(), status -> new ArrayList<>()).add(at);
        byRole.computeIfAbsent(TrialRole.of(trial, data), role -> new ArrayList<>()).add(at);
      }
    }
    boolean crowd = trials.size() > CROWD;
    byStatus.forEach(
        (status, points) ->
            marks.add(
                new Mark.Dots(
                    points,
                    symbol(status),
                    crowd ? 2 : 3.2,
                    Ink.status(status),
                    crowd ? 0.45 : 0.75)));
    List<Point> tied = byRole.getOrDefault(TrialRole.TIED, List.of());
    marks.add(new Mark.Dots(tied, Symbol.RING, 6, Ink.FOREGROUND, 1));
    List<Point> chosen = byRole.getOrDefault(TrialRole.CHOSEN, List.of());
    marks.add(new Mark.Dots(chosen, Symbol.OPEN_DIAMOND, 9, Ink.GOOD, 1));
    return new Panel(
        hyperparameter.name(),
        Axes.range(distribution),
        Axes.loss("", ExplorationSection.axis(range)),
        marks);
  }

  private static Symbol symbol(String status) {
    return switch (status) {
      case "diverged" -> Symbol.TRIANGLE;
      case "failed" -> Symbol.CROSS;
      default -> Symbol.DISC;
    };
  }
}
