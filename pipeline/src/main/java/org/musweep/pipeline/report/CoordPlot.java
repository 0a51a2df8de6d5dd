package org.musweep.pipeline.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.musweep.mup.coordcheck.CoordOutcome;
import org.musweep.mup.coordcheck.CoordRecord;
import org.musweep.mup.coordcheck.CoordVerdict;
import org.musweep.mup.coordcheck.ModuleSlope;
import org.musweep.mup.coordcheck.SlopeFit;

/**
 * The panels of a coord check: one per statistic and module, with a line per step.
 *
 * @param rates learning rates, ascending
 * @param judged for each learning rate, whether it counts for the verdict
 * @param shown the place in {@code rates} of the one to show first
 * @param widths ascending
 * @param steps ascending
 * @param panels one per statistic and module
 */
record CoordPlot(
    List<Double> rates,
    List<Boolean> judged,
    int shown,
    List<Integer> widths,
    List<Integer> steps,
    List<Panel> panels) {

  private static final double LEAST_OCTAVES = 3;
  private static final double MOST_OCTAVES = 12;
  private static final double LN_2 = Math.log(2);

  /** The values of one statistic of one module. */
  record Panel(
      String statistic,
      String module,
      CoordOutcome outcome,
      List<Point> points,
      List<ModuleSlope> slopes) {}

  /** The ends of a logarithmic axis. */
  record Span(double low, double high) {}

  /** A geometric mean over seeds. */
  record Point(double learningRate, int step, int width, double value, int seeds) {}

  static CoordPlot of(CoordCheckRecord check) {
    List<CoordRecord> records = check.records();
    List<Double> rates =
        records.stream().map(CoordRecord::learningRate).distinct().sorted().toList();
    List<Boolean> judged = rates.stream().map(rate -> isJudged(check.verdict(), rate)).toList();
    Map<String, List<CoordRecord>> groups =
        records.stream()
            .collect(
                Collectors.groupingBy(
                    record -> record.statistic() + " " + record.module(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    List<Panel> panels = new ArrayList<>();
    for (List<CoordRecord> group : groups.values()) {
      CoordRecord first = group.get(0);
      panels.add(
          new Panel(
              first.statistic(),
              first.module(),
              outcome(check.verdict(), first.statistic(), first.module()),
              points(group),
              check.verdict().slopes().stream()
                  .filter(slope -> slope.statistic().equals(first.statistic()))
                  .filter(slope -> slope.module().equals(first.module()))
                  .toList()));
    }
    return new CoordPlot(
        rates,
        judged,
        Math.max(0, judged.lastIndexOf(true)),
        records.stream().map(CoordRecord::width).distinct().sorted().toList(),
        records.stream().map(CoordRecord::step).distinct().sorted().toList(),
        panels);
  }

  ObjectNode json() {
    ObjectNode plot = Json.object();
    rates.forEach(plot.putArray("rates")::add);
    plot.put("shown", shown);
    widths.forEach(plot.putArray("widths")::add);
    steps.forEach(plot.putArray("steps")::add);
    ArrayNode all = plot.putArray("panels");
    for (Panel panel : panels) {
      ObjectNode node = all.addObject();
      node.put("module", panel.module());
      node.put("statistic", panel.statistic());
      node.put("state", panel.outcome().text());
      ArrayNode domains = node.putArray("domains");
      ArrayNode texts = node.putArray("slope_texts");
      for (double rate : rates) {
        Span span = span(panel, rate);
        domains.addArray().add(span.low()).add(span.high());
        texts.add(slopeText(panel, rate).orElse(""));
      }
      ArrayNode points = node.putArray("points");
      for (Point point : panel.points()) {
        points
            .addObject()
            .put("module", panel.module())
            .put("statistic", panel.statistic())
            .put("lr", point.learningRate())
            .put("step", point.step())
            .put("width", point.width())
            .put("value", point.value())
            .put("seeds", point.seeds());
      }
      ArrayNode slopes = node.putArray("slopes");
      for (ModuleSlope slope : panel.slopes()) {
        if (slope.estimate() instanceof SlopeFit fit) {
          slopes
              .addObject()
              .put("lr", slope.learningRate())
              .put("step", slope.step())
              .put("slope", fit.slope())
              .put("standard_error", fit.standardError())
              .put("outcome", slope.outcome().text());
        }
      }
    }
    return plot;
  }

  /** What a panel's vertical axis spans at a learning rate. */
  Span span(Panel panel, double rate) {
    double middle = (extreme(panel, rate, true) + extreme(panel, rate, false)) / 2;
    double half = octaves(panel.statistic(), rate) / 2;
    return new Span(Math.pow(2, middle - half), Math.pow(2, middle + half));
  }

  /** The slope that tells most at a learning rate: one that fails, or the steepest growth. */
  Optional<String> slopeText(Panel panel, double rate) {
    return panel.slopes().stream()
        .filter(slope -> slope.learningRate() == rate && slope.estimate() instanceof SlopeFit)
        .max(
            Comparator.comparing((ModuleSlope slope) -> slope.outcome() == CoordOutcome.FAILED)
                .thenComparingDouble(slope -> ((SlopeFit) slope.estimate()).slope()))
        .map(slope -> "slope %s at step %d".formatted(slope.estimate().text(), slope.step()));
  }

  private static boolean isJudged(CoordVerdict verdict, double rate) {
    return verdict.slopes().stream()
        .anyMatch(slope -> slope.learningRate() == rate && slope.outcome() != CoordOutcome.SHOWN);
  }

  private static CoordOutcome outcome(CoordVerdict verdict, String statistic, String module) {
    return verdict.slopes().stream()
        .filter(slope -> slope.statistic().equals(statistic) && slope.module().equals(module))
        .map(ModuleSlope::outcome)
        .reduce(CoordOutcome.SHOWN, CoordOutcome::or);
  }

  /**
   * What cannot stand on a log scale, zero (delta at step 1) and what is not finite, is left out.
   */
  private static List<Point> points(List<CoordRecord> records) {
    Map<Double, Map<Integer, Map<Integer, List<Double>>>> logs = new TreeMap<>();
    for (CoordRecord record : records) {
      if (record.value() > 0 && Double.isFinite(record.value())) {
        logs.computeIfAbsent(record.learningRate(), rate -> new TreeMap<>())
            .computeIfAbsent(record.step(), step -> new TreeMap<>())
            .computeIfAbsent(record.width(), width -> new ArrayList<>())
            .add(Math.log(record.value()));
      }
    }
    List<Point> points = new ArrayList<>();
    logs.forEach(
        (rate, steps) ->
            steps.forEach(
                (step, widths) ->
                    widths.forEach(
                        (width, values) ->
                            points.add(
                                new Point(rate, step, width, geometric(values), values.size())))));
    return List.copyOf(points);
  }

  private static double geometric(List<Double> logs) {
    return Math.exp(logs.stream().mapToDouble(Double::doubleValue).average().orElseThrow());
  }

  /** How many octaves all panels of a statistic span: as many as one needs, within reason. */
  private double octaves(String statistic, double rate) {
    double most =
        panels.stream()
            .filter(panel -> panel.statistic().equals(statistic))
            .mapToDouble(panel -> extreme(panel, rate, true) - extreme(panel, rate, false))
            .max()
            .orElse(0);
    return Math.min(MOST_OCTAVES, Math.max(LEAST_OCTAVES, most + 0.6));
  }

  private static double extreme(Panel panel, double rate, boolean highest) {
    var logs =
        panel.points().stream()
            .filter(point -> point.learningRate() == rate)
            .mapToDouble(point -> Math.log(point.value()) / LN_2);
    return (highest ? logs.max() : logs.min()).orElse(0);
  }
}
