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
import org.musweep.pipeline.figure.Scale;
import org.musweep.pipeline.figure.Symbol;

/**
 * Which pack trained when.
 *
 * @param bars in the order of their start
 * @param rows how many trained side by side at most
 */
record Timeline(List<Bar> bars, int rows) {

  static final String PLOT = "timeline";

  private static final int MOST_BARS = 400;

  /** A unit of time that suits the length of the run. */
  private record Unit(String name, double seconds) {}

  /** A pack in the first row that was free when it started; times in seconds since the first. */
  record Bar(PackTime pack, int row, double from, double to) {}

  static Timeline of(ReportData data) {
    List<PackTime> packs =
        data.record().packs().stream()
            .sorted(Comparator.comparingLong(PackTime::startMillis).thenComparing(PackTime::pack))
            .limit(MOST_BARS)
            .toList();
    List<Double> busyUntil = new ArrayList<>();
    List<Bar> bars = new ArrayList<>();
    for (PackTime pack : packs) {
      long first = packs.get(0).startMillis();
      int row = 0;
      while (row < busyUntil.size() && busyUntil.get(row) > pack.startMillis()) {
        row++;
      }
      if (row == busyUntil.size()) {
        busyUntil.add(0.0);
      }
      busyUntil.set(row, pack.endMillis());
      bars.add(
          new Bar(
              pack, row, (pack.startMillis() - first) / 1000.0, (pack.endMillis() - first) / 1000));
    }
    return new Timeline(List.copyOf(bars), busyUntil.size());
  }

  boolean isEmpty() {
    return bars.isEmpty();
  }

  /** The purposes that occur, in the order of their first pack. */
  List<String> purposes() {
    return bars.stream().map(bar -> words(bar.pack())).distinct().toList();
  }

  private double last() {
    return bars.stream().mapToDouble(Bar::to).max().orElse(1);
  }

  private Unit unit() {
    double last = last();
    return last < 300
        ? new Unit("seconds", 1)
        : last < 3 * 3600 ? new Unit("minutes", 60) : new Unit("hours", 3600);
  }

  ObjectNode json() {
    Unit unit = unit();
    ObjectNode plot = Json.object().put("rows", rows).put("unit", unit.name());
    plot.set("purposes", Json.strings(purposes()));
    ArrayNode all = plot.putArray("bars");
    for (Bar bar : bars) {
      PackTime pack = bar.pack();
      ObjectNode node = all.addObject().put("pack", pack.pack()).put("purpose", words(pack));
      node.put("row", bar.row() + 1);
      node.put("from", bar.from() / unit.seconds()).put("to", bar.to() / unit.seconds());
      node.put("time", Figures.duration(pack.seconds())).put("host", pack.host());
      node.put("width", pack.width()).put("lanes", pack.lanes());
      node.put("steps", pack.fromStep() + " to " + pack.toStep());
    }
    return plot;
  }

  Figure figure() {
    Unit unit = unit();
    List<String> purposes = purposes();
    List<Mark> marks = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int row = rows; row >= 1; row--) {
      names.add(Integer.toString(row));
    }
    for (Bar bar : bars) {
      double y = rows - 1 - bar.row();
      String color = Ink.series(purposes.indexOf(words(bar.pack())));
      double from = bar.from() / unit.seconds();
      marks.add(new Mark.Box(from, bar.to() / unit.seconds(), y - 0.36, y + 0.36, color));
    }
    double last = Math.max(last() / unit.seconds(), 1e-3);
    List<Figure.Key> legend = new ArrayList<>();
    purposes.forEach(p -> legend.add(new Figure.Key(p, Symbol.SQUARE, Ink.series(legend.size()))));
    Panel panel =
        new Panel(
            "",
            new Axis(unit.name() + " since the first pack", Scale.Linear.of(0, last, 6)),
            new Axis("side by side", new Scale.Bands(names)),
            marks);
    return new Figure(
        "Packs over time", "", legend, List.of(panel), 1, Math.min(600, 80 + 30 * rows));
  }

  private static String words(PackTime pack) {
    return pack.purpose().replace('_', ' ').replace('-', ' ');
  }
}
