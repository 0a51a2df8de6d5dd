package org.musweep.pipeline.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.musweep.pipeline.selection.Finalist;
import org.musweep.pipeline.selection.Selection;
import org.musweep.pipeline.selection.Standing;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.table.CurveRow;
import org.musweep.pipeline.table.TrialRow;
import org.musweep.pipeline.trial.Purpose;

/**
 * Losses over steps, a line per series.
 *
 * @param heading what the series are
 * @param validation whether the lines are validation losses; else training losses
 * @param series in the order of the legend; each has a point
 */
record CurvePlot(String heading, boolean validation, List<Series> series) {

  private static final int MOST_SERIES = 8;
  private static final int TRAINING_POINTS = 60;
  private static final double TRANSIENT = 0.04;

  /** One line: the mean over runs at the steps that all of them logged. */
  record Series(String name, int runs, List<CurveThinning.Point> points) {
    int last() {
      return points.get(points.size() - 1).step();
    }
  }

  /** Some runs under one name. */
  private record Runs(String name, List<List<CurveRow>> curves) {}

  /** The chosen settings at every width that was trained, the wide run last. */
  static CurvePlot byWidth(ReportData data) {
    Map<String, List<CurveRow>> curves = curves(data);
    List<Runs> runs = new ArrayList<>();
    if (data.selection() instanceof Finding.Present<Selection> present) {
      Configuration chosen = present.value().chosen();
      Map<String, List<TrialRow>> groups =
          data.record().trials().stream()
              .filter(trial -> !Trials.is(trial, Purpose.EXPLORATION))
              .filter(
                  trial -> Trials.completed(trial) && Trials.same(trial.configuration(), chosen))
              .sorted(Comparator.comparingInt(TrialRow::width).thenComparing(TrialRow::rules))
              .collect(
                  Collectors.groupingBy(
                      CurvePlot::widthName, LinkedHashMap::new, Collectors.toList()));
      groups.forEach((name, trials) -> runs.add(new Runs(name, firstPerSeed(trials, curves))));
    }
    if (data.wide() instanceof Finding.Present<WideRun> wide) {
      runs.add(
          new Runs("width " + wide.value().width() + ", wide run", List.of(wide.value().curve())));
    }
    return of("The chosen settings, by width", runs);
  }

  /** The finalists, or the best trials where there are none. */
  static CurvePlot finalists(ReportData data) {
    Map<String, List<CurveRow>> curves = curves(data);
    List<TrialRow> again = Trials.of(data.record().trials(), Purpose.FINALIST);
    List<Runs> runs = new ArrayList<>();
    if (data.selection() instanceof Finding.Present<Selection> present) {
      int rank = 1;
      for (Finalist finalist : present.value().finalists()) {
        String name = "finalist " + rank++;
        List<TrialRow> trials =
            again.stream()
                .filter(trial -> Trials.same(trial.configuration(), finalist.configuration()))
                .filter(Trials::completed)
                .toList();
        runs.add(
            new Runs(
                finalist.standing() == Standing.CHOSEN ? name + ", chosen" : name,
                firstPerSeed(trials, curves)));
      }
    }
    CurvePlot finalists = of("The finalists", runs);
    if (!finalists.isEmpty()) {
      return finalists;
    }
    return of(
        "The best trials of the search",
        Trials.ranked(Trials.of(data.record().trials(), Purpose.EXPLORATION)).stream()
            .map(trial -> new Runs(trial.trial(), firstPerSeed(List.of(trial), curves)))
            .filter(each -> !each.curves().isEmpty())
            .limit(MOST_SERIES)
            .toList());
  }

  boolean isEmpty() {
    return series.isEmpty();
  }

  String caption() {
    return validation
        ? "Validation loss, mean over seeds where there are several."
        : "Training loss, averaged over neighbouring steps, and over seeds where there are"
            + " several.";
  }

  ObjectNode json() {
    ObjectNode plot = Json.object();
    plot.put("title", measure());
    plot.set("series", Json.strings(series.stream().map(Series::name).toList()));
    plot.put("steps", steps());
    LossRange range = range();
    plot.put("low", range.low());
    plot.put("high", range.high());
    ArrayNode points = plot.putArray("points");
    for (Series line : series) {
      for (CurveThinning.Point point : line.points()) {
        points
            .addObject()
            .put("series", line.name())
            .put("step", point.step())
            .put("loss", point.loss())
            .put("runs", line.runs());
      }
    }
    return plot;
  }

  /** The last step of any line. */
  int steps() {
    return series.stream().mapToInt(Series::last).max().orElse(1);
  }

  /** The unit of the vertical axis. */
  String measure() {
    return (validation ? "validation" : "training") + " loss, nats";
  }

  /** Leaves out the fall from the first few steps, which would flatten all the rest. */
  LossRange range() {
    int last = steps();
    return LossRange.holding(
        series.stream()
            .flatMap(line -> line.points().stream())
            .filter(point -> point.step() > TRANSIENT * last)
            .map(CurveThinning.Point::loss)
            .toList());
  }

  private static CurvePlot of(String heading, List<Runs> all) {
    List<Runs> runs =
        all.stream().filter(each -> !each.curves().isEmpty()).limit(MOST_SERIES).toList();
    boolean validation =
        runs.stream()
            .flatMap(each -> each.curves().stream())
            .allMatch(CurveThinning::hasValidation);
    List<Series> series = new ArrayList<>();
    for (Runs each : runs) {
      List<CurveThinning.Point> points = mean(each.curves(), validation);
      if (!points.isEmpty()) {
        series.add(new Series(each.name(), each.curves().size(), points));
      }
    }
    return new CurvePlot(heading, validation, List.copyOf(series));
  }

  /** Averages over the runs at the steps that all of them have, then over neighbouring steps. */
  private static List<CurveThinning.Point> mean(List<List<CurveRow>> curves, boolean validation) {
    TreeMap<Integer, List<Double>> bySteps = new TreeMap<>();
    for (List<CurveRow> curve : curves) {
      for (CurveRow row : curve) {
        double loss = validation ? row.validationLoss() : row.trainingLoss();
        if (Double.isFinite(loss)) {
          bySteps.computeIfAbsent(row.step(), step -> new ArrayList<>()).add(loss);
        }
      }
    }
    List<CurveThinning.Point> points = new ArrayList<>();
    bySteps.forEach(
        (step, losses) -> {
          if (losses.size() == curves.size()) {
            points.add(new CurveThinning.Point(step, Sample.mean(losses)));
          }
        });
    return CurveThinning.thin(points, validation ? CurveThinning.MOST_POINTS : TRAINING_POINTS);
  }

  private static Map<String, List<CurveRow>> curves(ReportData data) {
    Map<String, List<CurveRow>> curves = new LinkedHashMap<>();
    data.record()
        .curves()
        .forEach(row -> curves.computeIfAbsent(row.trial(), trial -> new ArrayList<>()).add(row));
    return curves;
  }

  private static List<List<CurveRow>> firstPerSeed(
      List<TrialRow> trials, Map<String, List<CurveRow>> curves) {
    Map<Long, List<CurveRow>> bySeed = new LinkedHashMap<>();
    for (TrialRow trial : trials) {
      if (curves.containsKey(trial.trial())) {
        bySeed.putIfAbsent(trial.seed(), curves.get(trial.trial()));
      }
    }
    return List.copyOf(bySeed.values());
  }

  private static String widthName(TrialRow trial) {
    String name = "width " + trial.width();
    return Trials.is(trial, Purpose.CONTROL) ? name + ", " + trial.rules() : name;
  }
}
