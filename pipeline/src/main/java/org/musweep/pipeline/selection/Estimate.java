package org.musweep.pipeline.selection;

import java.util.List;
import java.util.Locale;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A mean over seeds and how sure it is.
 *
 * @param mean of the values seen
 * @param standardError of the mean; infinite where the noise is unknown
 * @param low lower end of the 95 % confidence interval
 * @param high its upper end
 * @param seeds how many values the mean is of
 */
public record Estimate(double mean, double standardError, double low, double high, int seeds) {

  /** Share of cases in which an interval contains the true value. */
  public static final double CONFIDENCE = 0.95;

  /**
   * A mean with Student's t interval.
   *
   * @param degreesOfFreedom of the variance that the standard error was made from; 0 where the
   *     noise is unknown
   */
  public static Estimate of(double mean, double standardError, int degreesOfFreedom, int seeds) {
    if (degreesOfFreedom < 1) {
      return withoutNoise(mean, seeds);
    }
    double quantile =
        TDistribution.of(degreesOfFreedom).inverseCumulativeProbability((1 + CONFIDENCE) / 2);
    double reach = quantile * standardError;
    return new Estimate(mean, standardError, mean - reach, mean + reach, seeds);
  }

  /** The mean of independent values. */
  public static Estimate ofSample(List<Double> values) {
    return new Sample(values).estimate();
  }

  /** A mean of that many values whose noise is unknown: its interval is the whole line. */
  public static Estimate withoutNoise(double mean, int seeds) {
    return new Estimate(
        mean, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, seeds);
  }

  /** A number that is known without doubt. */
  public static Estimate exactly(double number, int seeds) {
    return new Estimate(number, 0, number, number, seeds);
  }

  /** Whether the noise is known, and with it the interval. */
  public boolean hasInterval() {
    return Double.isFinite(standardError);
  }

  /** Whether the interval contains a number. */
  public boolean contains(double number) {
    return low <= number && number <= high;
  }

  /** A form for people: {@code 2.277 ± 0.012}, or the mean alone where the noise is unknown. */
  public String text() {
    return hasInterval()
        ? String.format(Locale.ROOT, "%.3f ± %.3f", mean, standardError)
        : String.format(Locale.ROOT, "%.3f", mean);
  }
}
