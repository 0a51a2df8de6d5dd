package org.musweep.pipeline.sampling;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How likely training is to survive at a point: the density of the trials that did, relative to
 * that of all.
 *
 * <p>Source: the constrained form of the estimator by S. Watanabe and F. Hutter, c-TPE, IJCAI 2023,
 * with divergence as the constraint.
 */
final class FeasibleShare {

  private final Optional<Densities> densities;

  private record Densities(
      ParzenEstimator trained, double trials, ParzenEstimator diverged, double divergences) {}

  private FeasibleShare(Optional<Densities> densities) {
    this.densities = densities;
  }

  /**
   * The share as far as observations tell; 1 everywhere if none diverged, or all.
   *
   * @param placed the observations, and where they stand
   */
  static FeasibleShare of(List<Axis> axes, Placed placed) {
    List<double[]> trained = new ArrayList<>();
    List<double[]> diverged = new ArrayList<>();
    for (int i = 0; i < placed.points().size(); i++) {
      boolean isDiverged = placed.observations().get(i) instanceof Observation.Diverged;
      (isDiverged ? diverged : trained).add(placed.points().get(i));
    }
    if (trained.isEmpty() || diverged.isEmpty()) {
      return new FeasibleShare(Optional.empty());
    }
    return new FeasibleShare(
        Optional.of(
            new Densities(
                new ParzenEstimator(axes, trained),
                trained.size(),
                new ParzenEstimator(axes, diverged),
                diverged.size())));
  }

  /** The logarithm of the share at a point. */
  double logShare(double[] point) {
    return densities.map(both -> logShare(both, point)).orElse(0.0);
  }

  private static double logShare(Densities both, double[] point) {
    double odds =
        StrictMath.exp(both.diverged().logDensity(point) - both.trained().logDensity(point))
            * both.divergences()
            / both.trials();
    return -StrictMath.log1p(odds);
  }
}
