package org.musweep.pipeline.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.musweep.pipeline.figure.Figure;
import org.musweep.pipeline.table.RungRow;
import org.musweep.pipeline.table.TrialRow;
import org.musweep.pipeline.trial.Purpose;

/** The report's plots as pictures for slides, one SVG document each. */
public final class ReportImages {

  private ReportImages() {}

  /**
   * The pictures of all plots that there are data for, by file name such as {@code
   * learning-rate.svg}, in the order of the page.
   */
  public static Map<String, String> of(ReportData data) {
    Map<String, String> images = new LinkedHashMap<>();
    figures(data).forEach((name, figure) -> images.put(name + ".svg", figure.svg()));
    return Collections.unmodifiableMap(images);
  }

  private static Map<String, Figure> figures(ReportData data) {
    Map<String, Figure> figures = new LinkedHashMap<>();
    RatePlot rates = RatePlot.of(data);
    if (!rates.isEmpty()) {
      figures.put(RatePlot.PLOT, new RateFigure(rates).figure());
    }
    WidthPlot widths = WidthPlot.of(data);
    if (!widths.isEmpty()) {
      figures.put(WidthPlot.PLOT, widths.figure());
    }
    CurvePlot byWidth = CurvePlot.byWidth(data);
    if (!byWidth.isEmpty()) {
      figures.put(CurvesSection.BY_WIDTH, new CurveFigure(byWidth).figure());
    }
    CurvePlot finalists = CurvePlot.finalists(data);
    if (!finalists.isEmpty()) {
      figures.put(CurvesSection.FINALISTS, new CurveFigure(finalists).figure());
    }
    exploration(data, figures);
    if (data.coordCheck() instanceof Finding.Present<CoordCheckRecord> present) {
      CoordPlot plot = CoordPlot.of(present.value());
      for (String statistic : CoordCheckSection.STATISTICS) {
        CoordFigure figure = new CoordFigure(plot, statistic);
        if (!figure.isEmpty()) {
          figures.put(CoordCheckSection.PLOT + "-" + statistic, figure.figure());
        }
      }
    }
    time(data, figures);
    return figures;
  }

  private static void exploration(ReportData data, Map<String, Figure> figures) {
    List<TrialRow> trials = Trials.of(data.record().trials(), Purpose.EXPLORATION);
    if (!trials.isEmpty()) {
      LossRange range = ExplorationSection.range(trials);
      figures.put(ExplorationSection.PLOT, new ExplorationFigure(data, trials, range).figure());
    }
    ParallelPlot parallel = ParallelPlot.of(data);
    if (!parallel.isEmpty()) {
      figures.put(ParallelPlot.PLOT, parallel.figure());
    }
    ImportancePlot importance = ImportancePlot.of(data);
    if (!importance.isEmpty()) {
      figures.put(ImportancePlot.PLOT, importance.figure());
    }
    SlicePlot slices = SlicePlot.of(data);
    if (!slices.isEmpty()) {
      figures.put(SlicePlot.PLOT, slices.figure());
    }
  }

  private static void time(ReportData data, Map<String, Figure> figures) {
    List<RungRow> rungs = RungSection.drawn(data);
    if (!rungs.isEmpty()) {
      figures.put(RungSection.PLOT, new RungFigure(rungs, RungSection.range(rungs)).figure());
    }
    if (!data.record().times().isEmpty()) {
      figures.put(TimeSection.PLOT, new TimeFigure(data.record().times()).figure());
    }
    Timeline timeline = Timeline.of(data);
    if (!timeline.isEmpty()) {
      figures.put(Timeline.PLOT, timeline.figure());
    }
  }
}
