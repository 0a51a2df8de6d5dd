package org.musweep.pipeline.sampling;

import org.musweep.pipeline.space.Choice;
import org.musweep.pipeline.space.Distribution;
import org.musweep.pipeline.space.IntRange;
import org.musweep.pipeline.space.Scale;

/** What kind of coordinate of the unit cube a hyperparameter has. */
sealed interface Axis {

  /** The axis of a distribution. An integer on the log scale is a real number that is rounded. */
  static Axis of(Distribution distribution) {
    if (distribution instanceof Choice choice) {
      return new Categories(choice.values().size());
    }
    if (distribution instanceof IntRange range && range.scale() == Scale.LINEAR) {
      return new Cells(range.high() - range.low() + 1);
    }
    return new Continuous();
  }

  /** A real number. */
  record Continuous() implements Axis {}

  /** Ordered values, each the middle of a cell of equal width. */
  record Cells(int count) implements Axis {}

  /** Values without an order, each the middle of a cell of equal width. */
  record Categories(int count) implements Axis {}

  /** The number of the cell that a coordinate lies in. */
  static int cell(double unit, int count) {
    return Math.min(count - 1, (int) (unit * count));
  }

  /** The middle of a cell. */
  static double middle(int cell, int count) {
    return (cell + 0.5) / count;
  }
}
