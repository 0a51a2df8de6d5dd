package org.musweep.pipeline.sweep;

import java.util.function.DoublePredicate;

/**
 * The numbers that a key allows.
 *
 * @param admits whether a number is allowed
 * @param text what is allowed, in words
 * @param fallback an allowed number, to go on with after a wrong one
 */
record Interval(DoublePredicate admits, String text, double fallback) {

  static final Interval FINITE = new Interval(Double::isFinite, "that is finite", 1);
  static final Interval NOT_NEGATIVE =
      new Interval(value -> value >= 0 && Double.isFinite(value), "0 or more", 0);
  static final Interval POSITIVE = new Interval(value -> value > 0, "above 0", 1);
  static final Interval SHARE =
      new Interval(value -> value > 0 && value < 1, "above 0 and below 1", 0.5);
  static final Interval SHARE_UP_TO_ONE =
      new Interval(value -> value > 0 && value <= 1, "above 0 and at most 1", 1);
}
