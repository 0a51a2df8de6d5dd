package org.musweep.pipeline.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.musweep.pipeline.selection.Selection;
import org.musweep.pipeline.selection.TransferPlan;
import org.musweep.pipeline.table.TrialRow;
import org.musweep.pipeline.trial.Purpose;

/**
 * Losses of the chosen settings over learning rates and widths.
 *
 * @param chosen the chosen learning rate; NaN if it was not searched or nothing is chosen
 * @param points means over seeds, by rules and width, then by learning rate
 * @param exploration the search's trials
 * @param envelope the best of them in each part of the range, by learning rate
 * @param wide the wide run
 */
record RatePlot(
    double chosen,
    List<Point> points,
    List<TrialRow> exploration,
    List<Best> envelope,
    Finding<WideRun> wide) {

  static final String PLOT = "learning-rate";

  private static final int MOST_EXPLORED = 400;
  private static final int FEWEST_FOR_ENVELOPE = 40;

  /** The runs of one rule set, width and learning rate; at least one. */
  record Point(String rules, int width, double rate, List<TrialRow> runs) {

    double mean() {
      return Sample.mean(losses());
    }

    double standardError() {
      return Sample.standardError(losses());
    }

    private List<Double> losses() {
      return runs.stream().map(TrialRow::loss).toList();
    }
  }

  /**
   * The best trial of a part of the range.
   *
   * @param rate the part's middle
   * @param loss the least loss there, in nats
   */
  record Best(double rate, double loss) {}

  /** Rates that differ by rounding only are one. */
  private record Key(String rules, int width, float rate) {}

  static RatePlot of(ReportData data) {
    List<TrialRow> trials = data.record().trials();
    OptionalDouble chosen =
        data.selection() instanceof Finding.Present<Selection> present
            ? Trials.learningRate(present.value().chosen())
            : OptionalDouble.empty();
    return new RatePlot(
        chosen.orElse(Double.NaN),
        points(trials.stream().filter(trial -> isShown(trial, data)).toList()),
        Trials.ranked(Trials.of(trials, Purpose.EXPLORATION)).stream()
            .filter(trial -> Trials.learningRate(trial.configuration()).isPresent())
            .limit(MOST_EXPLORED)
            .toList(),
        envelope(data),
        data.wide());
  }

  /** None of a few trials, which would show noise. */
  private static List<Best> envelope(ReportData data) {
    long completed =
        Trials.of(data.record().trials(), Purpose.EXPLORATION).stream()
            .filter(Trials::completed)
            .count();
    if (completed < FEWEST_FOR_ENVELOPE) {
      return List.of();
    }
    return SlicePlot.of(data).parameters().stream()
        .filter(parameter -> parameter.name().equals(Trials.LEARNING_RATE))
        .flatMap(parameter -> parameter.slices().stream())
        .filter(slice -> Double.isFinite(slice.bestLoss()))
        .map(slice -> new Best(SlicePlot.logMiddle(slice), slice.bestLoss()))
        .filter(best -> best.rate() > 0)
        .toList();
  }

  boolean isEmpty() {
    return points.isEmpty() && exploration.isEmpty();
  }

  ObjectNode json() {
    ObjectNode plot = Json.object();
    plot.set("chosen", Json.number(chosen));
    LossRange range = range();
    plot.put("low", range.low());
    plot.put("high", range.high());
    plot.set("series", Json.strings(series()));
    addMeans(plot.putArray("means"));
    addRuns(plot.putArray("runs"));
    addMinima(plot.putArray("minima"));
    addExploration(plot.putArray("exploration"));
    ArrayNode profile = plot.putArray("envelope");
    envelope.forEach(b -> profile.addObject().put("lr", b.rate()).put("loss", b.loss()));
    addWide(plot.putArray("wide"));
    return plot;
  }

  /** The losses that are shown. */
  LossRange range() {
    List<Double> losses = new ArrayList<>(points.stream().map(Point::mean).toList());
    // Of the search, what is good: its trials are ranked.
    exploration.stream().limit((exploration.size() + 1) / 2).forEach(t -> losses.add(t.loss()));
    if (wide instanceof Finding.Present<WideRun> run) {
      losses.add(run.value().finalLoss());
    }
    return LossRange.holding(losses);
  }

  /** Other depths and batch sizes have tables of their own. */
  private static boolean differsByWidth(TrialRow check, ReportData data) {
    boolean sameDepth =
        Trials.of(data.record().trials(), Purpose.FINALIST).stream()
            .allMatch(finalist -> finalist.depth() == check.depth());
    return sameDepth
        && (!(data.plan() instanceof Finding.Present<TransferPlan> plan)
            || plan.value().batchSize() == 0
            || (plan.value().batchSize() == check.batchSize()
                && plan.value().steps() == check.steps()));
  }

  /** The check over width, its control, and the chosen finalist's fresh runs at the trial width. */
  private static boolean isShown(TrialRow trial, ReportData data) {
    if (!Trials.completed(trial) || Trials.learningRate(trial.configuration()).isEmpty()) {
      return false;
    }
    if (Trials.is(trial, Purpose.CONTROL)) {
      return true;
    }
    if (Trials.is(trial, Purpose.TRANSFER_CHECK)) {
      return differsByWidth(trial, data);
    }
    return Trials.is(trial, Purpose.FINALIST)
        && data.selection() instanceof Finding.Present<Selection> present
        && Trials.same(trial.configuration(), present.value().chosen());
  }

  private static List<Point> points(List<TrialRow> trials) {
    Map<Key, Map<Long, TrialRow>> groups = new LinkedHashMap<>();
    for (TrialRow trial : trials) {
      double rate = Trials.learningRate(trial.configuration()).orElseThrow();
      groups
          .computeIfAbsent(
              new Key(trial.rules(), trial.width(), (float) rate), key -> new LinkedHashMap<>())
          .putIfAbsent(trial.seed(), trial);
    }
    List<Point> points = new ArrayList<>();
    groups.forEach(
        (key, runs) ->
            points.add(
                new Point(key.rules(), key.width(), rate(runs), List.copyOf(runs.values()))));
    points.sort(
        Comparator.comparingInt(Point::width)
            .thenComparing(Point::rules)
            .thenComparingDouble(Point::rate));
    return List.copyOf(points);
  }

  private static double rate(Map<Long, TrialRow> runs) {
    TrialRow first = runs.values().iterator().next();
    return Trials.learningRate(first.configuration()).orElseThrow();
  }

  private boolean severalRules() {
    return points.stream().map(Point::rules).distinct().count() > 1;
  }

  /** The name of a curve in the legend. */
  String series(Point point) {
    return series(point.rules(), point.width());
  }

  String series(WideRun run) {
    return series(run.rules(), run.width());
  }

  private String series(String rules, int width) {
    return "width " + width + (severalRules() ? ", " + rules : "");
  }

  /** The names of all curves, in the order of the legend. */
  List<String> series() {
    List<String> names = new ArrayList<>();
    points.forEach(point -> names.add(series(point)));
    if (wide instanceof Finding.Present<WideRun> run) {
      names.add(series(run.value()));
    }
    return names.stream().distinct().toList();
  }

  private void addMeans(ArrayNode means) {
    for (Point point : points) {
      double error = point.standardError();
      ObjectNode node = means.addObject();
      node.put("series", series(point.rules(), point.width()));
      node.put("lr", point.rate());
      node.put("loss", point.mean());
      node.set("error", Json.number(error));
      node.put("lower", point.mean() - (Double.isFinite(error) ? error : 0));
      node.put("upper", point.mean() + (Double.isFinite(error) ? error : 0));
      node.put("runs", point.runs().size());
      node.set("factor", Json.number(point.rate() / chosen));
    }
  }

  private void addRuns(ArrayNode runs) {
    for (Point point : points) {
      for (TrialRow trial : point.runs().size() > 1 ? point.runs() : List.<TrialRow>of()) {
        runs.addObject()
            .put("series", series(point.rules(), point.width()))
            .put("lr", point.rate())
            .put("loss", trial.loss())
            .put("seed", trial.seed())
            .put("trial", trial.trial());
      }
    }
  }

  /** The points of each curve, by its name. */
  Map<String, List<Point>> curves() {
    Map<String, List<Point>> curves = new LinkedHashMap<>();
    points.forEach(
        point -> curves.computeIfAbsent(series(point), name -> new ArrayList<>()).add(point));
    return curves;
  }

  /** The lowest mean of every curve that has at least two points, by width. */
  List<Point> minima() {
    return curves().values().stream()
        .filter(curve -> curve.size() > 1)
        .map(curve -> curve.stream().min(Comparator.comparingDouble(Point::mean)).orElseThrow())
        .toList();
  }

  private void addMinima(ArrayNode minima) {
    for (Point lowest : minima()) {
      minima
          .addObject()
          .put("rules", lowest.rules())
          .put("width", lowest.width())
          .put("lr", lowest.rate())
          .put("loss", lowest.mean());
    }
  }

  private void addExploration(ArrayNode rows) {
    for (TrialRow trial : exploration) {
      rows.addObject()
          .put("trial", trial.trial())
          .put("width", trial.width())
          .put("lr", Trials.learningRate(trial.configuration()).orElseThrow())
          .put("loss", trial.loss());
    }
  }

  private void addWide(ArrayNode rows) {
    if (wide instanceof Finding.Present<WideRun> present && Double.isFinite(chosen)) {
      WideRun run = present.value();
      rows.addObject()
          .put("series", series(run.rules(), run.width()))
          .put("lr", chosen)
          .put("loss", run.finalLoss());
    }
  }
}
