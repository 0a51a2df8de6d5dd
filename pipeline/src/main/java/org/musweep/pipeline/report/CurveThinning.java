package org.musweep.pipeline.report;

import java.util.ArrayList;
import java.util.List;
import org.musweep.pipeline.table.CurveRow;

/**
 * Makes a curve short enough to embed and smooth enough to look at: equal stretches of rows are
 * replaced by their mean.
 *
 * <p>A curve with at least {@value #FEWEST_EVALUATIONS} evaluations can be drawn from its
 * validation losses.
 */
final class CurveThinning {

  static final int MOST_POINTS = 200;
  static final int FEWEST_EVALUATIONS = 8;

  private CurveThinning() {}

  /**
   * One point of a thinned curve.
   *
   * @param step the last step that it stands for
   * @param loss the mean over its stretch, in nats
   */
  record Point(int step, double loss) {}

  /** Whether the curve can be drawn from its validation losses. */
  static boolean hasValidation(List<CurveRow> rows) {
    return rows.stream().filter(row -> Double.isFinite(row.validationLoss())).count()
        >= FEWEST_EVALUATIONS;
  }

  /**
   * Averages over stretches of equally many points, the last one being the shortest, so that curves
   * logged at the same steps stay comparable.
   */
  static List<Point> thin(List<Point> points, int mostPoints) {
    int stretch = Math.max(1, (points.size() + mostPoints - 1) / mostPoints);
    List<Point> thinned = new ArrayList<>();
    for (int from = 0; from < points.size(); from += stretch) {
      List<Point> part = points.subList(from, Math.min(points.size(), from + stretch));
      double mean = part.stream().mapToDouble(Point::loss).average().orElseThrow();
      thinned.add(new Point(part.get(part.size() - 1).step(), mean));
    }
    return List.copyOf(thinned);
  }
}
