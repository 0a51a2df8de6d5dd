package org.musweep.pipeline.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.musweep.pipeline.figure.Axis;
import org.musweep.pipeline.figure.Figure;
import org.musweep.pipeline.figure.Mark;
import org.musweep.pipeline.figure.Panel;
import org.musweep.pipeline.figure.Point;
import org.musweep.pipeline.figure.Scale;
import org.musweep.pipeline.figure.Symbol;
import org.musweep.pipeline.figure.Tick;
import org.musweep.pipeline.space.Choice;
import org.musweep.pipeline.space.Distribution;
import org.musweep.pipeline.space.Hyperparameter;
import org.musweep.pipeline.space.SettingValue;
import org.musweep.pipeline.table.TrialRow;
import org.musweep.pipeline.trial.Purpose;

/**
 * Trials as lines over one axis per hyperparameter and one for the loss.
 *
 * @param columns the hyperparameters, then the loss
 * @param lines the worst first, so that the best are drawn over them
 * @param left how many trials are not drawn
 */
record ParallelPlot(List<Column> columns, List<Line> lines, int left) {

  static final String PLOT = "parallel";

  private static final int MOST_LINES = 300;
  private static final double BEST = 0.1;
  private static final int MOST_BEST = 40;

  /** An axis; ticks lie at shares of its length. */
  record Column(String name, List<Tick> ticks) {}

  /** A trial; places are shares of the axes' lengths, NaN where it has no value. */
  record Line(TrialRow trial, Group group, List<Double> places) {}

  /** How a line is drawn; the ones that matter last. */
  enum Group {
    DIVERGED("diverged", Ink.DIVERGED, 0.25),
    STOPPED("stopped early", Ink.STOPPED, 0.35),
    COMPLETED("completed", "#5d9bd8", 0.5),
    BEST("best", "#5b4bb5", 0.9),
    CHOSEN("chosen", Ink.GOOD, 1);

    private final String text;
    private final String color;
    private final double opacity;

    Group(String text, String color, double opacity) {
      this.text = text;
      this.color = color;
      this.opacity = opacity;
    }
  }

  static ParallelPlot of(ReportData data) {
    List<TrialRow> trials =
        Trials.of(data.record().trials(), Purpose.EXPLORATION).stream()
            .filter(trial -> Double.isFinite(trial.loss()))
            .toList();
    List<TrialRow> ranked = Trials.ranked(trials);
    int best = Math.min(MOST_BEST, (int) Math.ceil(BEST * trials.size()));
    List<String> top = ranked.stream().limit(best).map(TrialRow::trial).toList();
    LossRange range = ExplorationSection.range(trials);
    List<Hyperparameter> space = data.record().space().hyperparameters();
    List<Line> all =
        trials.stream()
            .map(trial -> new Line(trial, group(trial, top, data), places(trial, space, range)))
            .sorted(Comparator.comparing(Line::group).thenComparing(line -> -line.trial().loss()))
            .toList();
    List<Line> lines = thinned(all);
    List<Column> columns = new ArrayList<>();
    space.forEach(one -> columns.add(new Column(one.name(), ticks(one.distribution()))));
    columns.add(
        new Column(
            "loss",
            List.of(
                new Tick(0, Figures.loss(range.low())), new Tick(1, Figures.loss(range.high())))));
    return new ParallelPlot(List.copyOf(columns), lines, all.size() - lines.size());
  }

  /** One axis beside the loss is what the exploration shows already. */
  boolean isEmpty() {
    return lines.isEmpty() || columns.size() < 3;
  }

  ObjectNode json() {
    ObjectNode plot = Json.object();
    ArrayNode axes = plot.putArray("axes");
    for (Column column : columns) {
      ObjectNode axis = axes.addObject().put("name", column.name());
      ArrayNode ticks = axis.putArray("ticks");
      column.ticks().forEach(t -> ticks.addObject().put("at", t.value()).put("label", t.label()));
    }
    ArrayNode groups = plot.putArray("groups");
    groups().forEach(group -> groups.add(group.text));
    ArrayNode rows = plot.putArray("lines");
    for (Line line : lines) {
      ObjectNode row = rows.addObject().put("trial", line.trial().trial());
      row.put("group", line.group().text).put("loss", line.trial().loss());
      row.put("settings", SettingsSection.text(line.trial().configuration()));
      ArrayNode places = row.putArray("places");
      line.places().forEach(place -> places.add(Json.number(place)));
    }
    return plot;
  }

  Figure figure() {
    List<Mark> marks = new ArrayList<>();
    for (Line line : lines) {
      List<Point> points = new ArrayList<>();
      for (int i = 0; i < line.places().size(); i++) {
        if (!Double.isNaN(line.places().get(i))) {
          points.add(new Point(i, line.places().get(i)));
        }
      }
      Group group = line.group();
      double width = group == Group.CHOSEN ? 3 : group == Group.BEST ? 1.8 : 1;
      marks.add(new Mark.Line(points, group.color, width, false, group.opacity));
    }
    for (int i = 0; i < columns.size(); i++) {
      List<Point> axis = List.of(new Point(i, 0), new Point(i, 1));
      marks.add(Mark.Line.solid(axis, Ink.MUTED, 1));
      for (Tick tick : columns.get(i).ticks()) {
        Point at = new Point(i, tick.value());
        marks.add(new Mark.Note(at, tick.label(), Mark.Anchor.START, Ink.FOREGROUND));
      }
    }
    List<Figure.Key> legend =
        groups().stream().map(g -> new Figure.Key(g.text, Symbol.DISC, g.color)).toList();
    Panel panel =
        new Panel(
            "",
            new Axis("", new Scale.Bands(columns.stream().map(Column::name).toList())),
            new Axis("", new Scale.Linear(-0.04, 1.04, List.of())),
            marks);
    return new Figure("Trials over all hyperparameters", "", legend, List.of(panel), 1, 420);
  }

  /** The groups that occur, the best first. */
  private List<Group> groups() {
    return lines.stream().map(Line::group).distinct().sorted(Comparator.reverseOrder()).toList();
  }

  /** The best, and of the others as many as there is room for, evenly over their order. */
  private static List<Line> thinned(List<Line> lines) {
    if (lines.size() <= MOST_LINES) {
      return lines;
    }
    List<Line> best = lines.stream().filter(l -> l.group().compareTo(Group.BEST) >= 0).toList();
    List<Line> others = lines.stream().filter(l -> l.group().compareTo(Group.BEST) < 0).toList();
    int room = MOST_LINES - best.size();
    List<Line> drawn = new ArrayList<>();
    for (int i = 0; i < room; i++) {
      drawn.add(others.get((int) ((long) i * others.size() / room)));
    }
    drawn.addAll(best);
    return List.copyOf(drawn);
  }

  private static Group group(TrialRow trial, List<String> top, ReportData data) {
    if (TrialRole.of(trial, data) == TrialRole.CHOSEN) {
      return Group.CHOSEN;
    }
    if (Trials.infeasible(trial)) {
      return Group.DIVERGED;
    }
    if (!Trials.completed(trial)) {
      return Group.STOPPED;
    }
    return top.contains(trial.trial()) ? Group.BEST : Group.COMPLETED;
  }

  private static List<Double> places(TrialRow trial, List<Hyperparameter> space, LossRange range) {
    List<Double> places = new ArrayList<>();
    for (Hyperparameter one : space) {
      places.add(
          trial
              .configuration()
              .value(one.name())
              .map(value -> place(one.distribution(), value))
              .orElse(Double.NaN));
    }
    places.add((range.shown(trial.loss()) - range.low()) / (range.high() - range.low()));
    return List.copyOf(places);
  }

  private static double place(Distribution range, SettingValue value) {
    return range.contains(value) ? range.unit(value) : Double.NaN;
  }

  private static List<Tick> ticks(Distribution range) {
    if (range instanceof Choice choice) {
      return choice.values().stream()
          .map(value -> new Tick(range.unit(value), Figures.setting(value)))
          .toList();
    }
    return List.of(
        new Tick(0, Figures.setting(range.valueAt(0))),
        new Tick(1, Figures.setting(range.valueAt(1))));
  }
}
