package org.musweep.mup.coordcheck;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A fitted slope of log2 statistic against log2 width: 0 for a coordinate size that does not depend
 * on width, 1 for one that doubles with it.
 *
 * <p>The line is fitted by least squares to the statistic averaged over seeds in log space. Its
 * standard error is the larger of two estimates: from the scatter of the averages about the line
 * (which sees curvature, but has few degrees of freedom), and from the disagreement of the seeds
 * about the differences between widths (a seed's own level, common to all widths, does not count).
 *
 * @param slope in powers of two per doubling of width
 * @param standardError of the slope; not negative
 */
public record SlopeFit(double slope, double standardError) implements SlopeEstimate {

  /** Fewest widths that show a trend and a deviation from it. */
  public static final int FEWEST_WIDTHS = 3;

  private static final double LN_2 = Math.log(2);

  /**
   * Fits the records of one module, statistic, step and learning rate over widths and seeds. Seeds
   * that were not run at every width are left out, so that every width has the same seeds.
   */
  public static SlopeEstimate of(List<CoordRecord> records) {
    NavigableMap<Integer, NavigableMap<Long, Double>> byWidth = new TreeMap<>();
    for (CoordRecord record : records) {
      if (!Double.isFinite(record.value())) {
        return new NoSlope("the value at width %d is %s".formatted(record.width(), record.value()));
      }
      if (record.value() <= 0) {
        return new NoSlope("the value at width %d is 0".formatted(record.width()));
      }
      byWidth
          .computeIfAbsent(record.width(), width -> new TreeMap<>())
          .put(record.seed(), Math.log(record.value()) / LN_2);
    }
    if (byWidth.size() < FEWEST_WIDTHS) {
      return new NoSlope(
          "%d widths were measured, a slope needs at least %d"
              .formatted(byWidth.size(), FEWEST_WIDTHS));
    }
    NavigableSet<Long> seeds = new TreeSet<>();
    byWidth.values().forEach(values -> seeds.addAll(values.keySet()));
    byWidth.values().forEach(values -> seeds.retainAll(values.keySet()));
    if (seeds.isEmpty()) {
      return new NoSlope("no seed was run at every width");
    }
    List<Double> logWidths = new ArrayList<>();
    List<List<Double>> logValues = new ArrayList<>();
    for (Map.Entry<Integer, NavigableMap<Long, Double>> entry : byWidth.entrySet()) {
      logWidths.add(Math.log(entry.getKey()) / LN_2);
      logValues.add(seeds.stream().map(entry.getValue()::get).toList());
    }
    return fit(logWidths, logValues);
  }

  @Override
  public String text() {
    return String.format(Locale.ROOT, "%+.2f ± %.2f", slope, standardError);
  }

  /** Fits a line to the row means of {@code y}, one row per width and one column per seed. */
  private static SlopeFit fit(List<Double> x, List<List<Double>> y) {
    int widths = x.size();
    int seeds = y.get(0).size();
    List<Double> widthMeans = y.stream().map(SlopeFit::mean).toList();
    double xMean = mean(x);
    double yMean = mean(widthMeans);
    double sxx = 0;
    double sxy = 0;
    for (int w = 0; w < widths; w++) {
      sxx += (x.get(w) - xMean) * (x.get(w) - xMean);
      sxy += (x.get(w) - xMean) * (widthMeans.get(w) - yMean);
    }
    double slope = sxy / sxx;

    double residual = 0;
    for (int w = 0; w < widths; w++) {
      double miss = widthMeans.get(w) - yMean - slope * (x.get(w) - xMean);
      residual += miss * miss;
    }
    double aboutTheLine = residual / (widths - 2) / sxx;
    double amongSeeds =
        seeds < 2
            ? 0
            : interaction(y, widthMeans, yMean) / ((widths - 1.0) * (seeds - 1.0)) / seeds / sxx;
    return new SlopeFit(slope, Math.sqrt(Math.max(aboutTheLine, amongSeeds)));
  }

  /** Sum of squares left after taking out each width's and each seed's mean. */
  private static double interaction(List<List<Double>> y, List<Double> widthMeans, double yMean) {
    int seeds = y.get(0).size();
    double sum = 0;
    for (int s = 0; s < seeds; s++) {
      int seed = s;
      double seedMean = mean(y.stream().map(row -> row.get(seed)).toList());
      for (int w = 0; w < y.size(); w++) {
        double left = y.get(w).get(s) - widthMeans.get(w) - seedMean + yMean;
        sum += left * left;
      }
    }
    return sum;
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }
}
