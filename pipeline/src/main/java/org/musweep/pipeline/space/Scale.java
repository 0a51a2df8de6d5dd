package org.musweep.pipeline.space;

/** How a numeric range is measured: by differences, or by ratios. */
public enum Scale {
  /** Equal differences are equal steps. */
  LINEAR,
  /** Equal ratios are equal steps; for positive ranges only. */
  LOG;

  /**
   * The number that lies a share of the way from {@code low} to {@code high}; exactly {@code low}
   * at 0 and {@code high} at 1. The same bits on every JVM.
   */
  double interpolate(double low, double high, double share) {
    if (share == 0) {
      return low;
    }
    if (share == 1) {
      return high;
    }
    double number =
        switch (this) {
          case LINEAR -> low + share * (high - low);
          case LOG ->
              StrictMath.exp(
                  StrictMath.log(low) + share * (StrictMath.log(high) - StrictMath.log(low)));
        };
    return Math.min(high, Math.max(low, number));
  }

  /** The share of the way from {@code low} to {@code high} at which a number lies. */
  double share(double low, double high, double number) {
    double share =
        switch (this) {
          case LINEAR -> (number - low) / (high - low);
          case LOG ->
              (StrictMath.log(number) - StrictMath.log(low))
                  / (StrictMath.log(high) - StrictMath.log(low));
        };
    return Math.min(1, Math.max(0, share));
  }
}
