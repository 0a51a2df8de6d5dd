package org.musweep.pipeline.sweep;

import org.musweep.pipeline.sampling.GaussianProcessSampler;
import org.musweep.pipeline.sampling.GridSampler;
import org.musweep.pipeline.sampling.RandomSampler;
import org.musweep.pipeline.sampling.Sampler;
import org.musweep.pipeline.sampling.SobolSampler;
import org.musweep.pipeline.sampling.TpeSampler;

/** How points of the search space are chosen. */
public sealed interface SamplerSpec {

  /** The word in the sweep file. */
  String key();

  /** The sampler that it names. */
  Sampler sampler(long seed);

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

    @Override
    public Sampler sampler(long seed) {
      return new GridSampler(points);
    }
  }

  /** Independent points. */
  record Random() implements SamplerSpec {
    @Override
    public String key() {
      return "random";
    }

    @Override
    public Sampler sampler(long seed) {
      return new RandomSampler(seed);
    }
  }

  /** A scrambled Sobol sequence, which covers the space evenly. */
  record Sobol() implements SamplerSpec {
    @Override
    public String key() {
      return "sobol";
    }

    @Override
    public Sampler sampler(long seed) {
      return new SobolSampler(seed);
    }
  }

  /** A tree-structured Parzen estimator, which learns from results. */
  record Tpe() implements SamplerSpec {
    @Override
    public String key() {
      return "tpe";
    }

    @Override
    public Sampler sampler(long seed) {
      return new TpeSampler(seed);
    }
  }

  /** A Gaussian process, which learns more from each result, at more cost. */
  record GaussianProcess() implements SamplerSpec {
    @Override
    public String key() {
      return "gp";
    }

    @Override
    public Sampler sampler(long seed) {
      return new GaussianProcessSampler(seed);
    }
  }
}
