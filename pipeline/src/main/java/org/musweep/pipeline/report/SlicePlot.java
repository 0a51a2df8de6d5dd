package org.musweep.pipeline.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.musweep.pipeline.figure.Axis;
import org.musweep.pipeline.figure.Figure;
import org.musweep.pipeline.figure.Mark;
import org.musweep.pipeline.figure.Panel;
import org.musweep.pipeline.figure.Point;
import org.musweep.pipeline.figure.Scale;
import org.musweep.pipeline.figure.Symbol;
import org.musweep.pipeline.selection.HyperparameterJudgement;
import org.musweep.pipeline.selection.HyperparameterRole;
import org.musweep.pipeline.selection.Selection;
import org.musweep.pipeline.selection.Slice;
import org.musweep.pipeline.space.Choice;
import org.musweep.pipeline.space.Distribution;
import org.musweep.pipeline.space.SettingValue;

/**
 * The best loss in each part of each hyperparameter's range.
 *
 * @param parameters in the order of the space
 * @param tieMargin in nats
 */
record SlicePlot(List<Parameter> parameters, double tieMargin) {

  static final String PLOT = "slices";

  /** One hyperparameter with its parts, of which at least one has a loss. */
  record Parameter(String name, Distribution range, List<Slice> slices) {

    /** Whether every part is a single value, side by side with the others. */
    boolean isDiscrete() {
      return range instanceof Choice || slices.stream().allMatch(s -> s.from().equals(s.to()));
    }
  }

  static SlicePlot of(ReportData data) {
    List<Parameter> parameters = new ArrayList<>();
    if (!(data.selection() instanceof Finding.Present<Selection> present)) {
      return new SlicePlot(parameters, 0);
    }
    for (HyperparameterJudgement one : present.value().judgement().hyperparameters()) {
      boolean told = one.slices().stream().anyMatch(slice -> Double.isFinite(slice.bestLoss()));
      if (told && one.role() != HyperparameterRole.FIXED) {
        data.record()
            .space()
            .distribution(one.hyperparameter())
            .map(range -> new Parameter(one.hyperparameter(), range, one.slices()))
            .ifPresent(parameters::add);
      }
    }
    return new SlicePlot(List.copyOf(parameters), present.value().tieMargin());
  }

  boolean isEmpty() {
    return parameters.isEmpty();
  }

  ObjectNode json() {
    LossRange range = range();
    LossRange axis = ExplorationSection.axis(range);
    ObjectNode plot = Json.object().put("low", axis.low()).put("high", axis.high());
    plot.put("tie", best() + tieMargin);
    ArrayNode all = plot.putArray("parameters");
    for (Parameter parameter : parameters) {
      ObjectNode node = all.addObject().put("name", parameter.name());
      node.put(
          "scale",
          parameter.isDiscrete()
              ? "choice"
              : Axes.isLogarithmic(parameter.range()) ? "log" : "linear");
      ArrayNode rows = node.putArray("rows");
      for (Slice slice : parameter.slices()) {
        ObjectNode row = rows.addObject().put("text", text(slice));
        row.set("from", Json.number(number(slice.from())));
        row.set("to", Json.number(number(slice.to())));
        row.put("trials", slice.trials()).put("infeasible", slice.infeasible());
        row.set("loss", Json.number(slice.bestLoss()));
        row.set("shown", Json.number(range.shown(slice.bestLoss())));
      }
    }
    return plot;
  }

  Figure figure() {
    return new Figure(
        "Best loss in each part of a range",
        "Lowest validation loss in nats of the trials there; the dashed line is one tie margin"
            + " above the best",
        List.of(),
        parameters.stream().map(this::panel).toList(),
        Math.min(3, parameters.size()),
        230);
  }

  private Panel panel(Parameter parameter) {
    LossRange range = range();
    List<Mark> marks = new ArrayList<>();
    List<Point> middles = new ArrayList<>();
    for (int i = 0; i < parameter.slices().size(); i++) {
      Slice slice = parameter.slices().get(i);
      if (!Double.isNaN(slice.bestLoss())) {
        double loss = range.shown(slice.bestLoss());
        double from = parameter.isDiscrete() ? i - 0.35 : number(slice.from());
        double to = parameter.isDiscrete() ? i + 0.35 : number(slice.to());
        marks.add(
            Mark.Line.solid(List.of(new Point(from, loss), new Point(to, loss)), Ink.ACCENT, 4));
        middles.add(new Point(middle(parameter, from, to), loss));
      }
    }
    marks.add(0, new Mark.Line(List.copyOf(middles), Ink.ACCENT, 1.2, false, 0.5));
    marks.add(0, tieLine(parameter));
    List<String> texts = parameter.slices().stream().map(SlicePlot::text).toList();
    var x =
        parameter.isDiscrete()
            ? new Axis("", new Scale.Bands(texts))
            : Axes.range(parameter.range());
    marks.add(new Mark.Dots(middles, Symbol.DISC, 2, Ink.ACCENT, 1));
    return new Panel(parameter.name(), x, Axes.loss("", ExplorationSection.axis(range)), marks);
  }

  private Mark tieLine(Parameter parameter) {
    int last = parameter.slices().size() - 1;
    double from = parameter.isDiscrete() ? -0.5 : number(parameter.slices().get(0).from());
    double to = parameter.isDiscrete() ? last + 0.5 : number(parameter.slices().get(last).to());
    double tie = best() + tieMargin;
    return Mark.Line.dashed(List.of(new Point(from, tie), new Point(to, tie)), Ink.MUTED, 1);
  }

  private LossRange range() {
    List<Double> losses =
        new ArrayList<>(
            parameters.stream().flatMap(p -> p.slices().stream()).map(Slice::bestLoss).toList());
    losses.add(best() + tieMargin);
    return LossRange.of(losses);
  }

  private double best() {
    return parameters.stream()
        .flatMap(parameter -> parameter.slices().stream())
        .mapToDouble(Slice::bestLoss)
        .filter(Double::isFinite)
        .min()
        .orElse(0);
  }

  private static double middle(Parameter parameter, double from, double to) {
    return !parameter.isDiscrete() && Axes.isLogarithmic(parameter.range())
        ? Math.sqrt(from * to)
        : (from + to) / 2;
  }

  /** The middle of a part on a logarithmic scale; NaN if it has none. */
  static double logMiddle(Slice slice) {
    return Math.sqrt(number(slice.from()) * number(slice.to()));
  }

  private static String text(Slice slice) {
    String from = Figures.setting(slice.from());
    return slice.from().equals(slice.to()) ? from : from + " to " + Figures.setting(slice.to());
  }

  private static double number(SettingValue value) {
    return value instanceof SettingValue.Numeric numeric ? numeric.number() : Double.NaN;
  }
}
