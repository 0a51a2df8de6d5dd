package org.musweep.mup.coordcheck;

/** The slope of log2 statistic against log2 width, or why there is none. */
public sealed interface SlopeEstimate permits SlopeFit, NoSlope {

  /** A form for people: {@code +0.06 ± 0.01}, or the reason why there is no slope. */
  String text();
}
