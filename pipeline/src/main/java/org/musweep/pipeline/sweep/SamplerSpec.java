package org.musweep.pipeline.sweep;

import java.util.List;

/** How points of the search space are chosen. */
public sealed interface SamplerSpec {

  /** The word in the sweep file. */
  String key();

  /**
   * Every combination of evenly spaced values.
   *
   * @param points values per hyperparameter, in the space's order; a choice has all of its values
   */
  record Grid(List<Integer> points) implements SamplerSpec {
    /** Copies the numbers and checks that they are positive. */
    public Grid {
      points = List.copyOf(points);
      Bounds.notEmpty("grid points", points);
      points.forEach(count -> Bounds.atLeast("grid points", count, 1));
    }

    @Override
    public String key() {
      return "grid";
    }
  }

  /** Independent points. */
  record Random() implements SamplerSpec {
    @Override
    public String key() {
      return "random";
    }
  }

  /** A scrambled Sobol sequence, which covers the space evenly. */
  record Sobol() implements SamplerSpec {
    @Override
    public String key() {
      return "sobol";
    }
  }
}
