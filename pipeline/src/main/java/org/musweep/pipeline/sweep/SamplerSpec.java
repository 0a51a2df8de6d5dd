package org.musweep.pipeline.sweep;

/** How points of the search space are chosen. */
public sealed interface SamplerSpec {

  /** The word in the sweep file. */
  String key();

  /**
   * Every combination of evenly spaced values.
   *
   * @param points values per numeric hyperparameter; a choice has all of its values
   */
  record Grid(int points) implements SamplerSpec {
    /** Checks that the number is positive. */
    public Grid {
      Bounds.atLeast("grid points", points, 1);
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
