package org.musweep.pipeline.sampling;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How likely training is to survive at a point: the density of the trials that did, relative to
 * that of all. Looked at along all axes together and along each by itself, because few trials tell
 * little about a cube of many axes and most of divergence follows from one; the least counts.
 *
 * <p>Source: the constrained form of the estimator by S. Watanabe and F. Hutter, c-TPE, IJCAI 2023,
 * with divergence as the constraint.
 */
final class FeasibleShare {

  private final List<View> views;

  /** The trials along some of the axes. */
  private record View(
      List<Integer> places,
      ParzenEstimator trained,
      double trials,
      ParzenEstimator diverged,
      double divergences) {

    static View of(
        List<Axis> axes, List<Integer> places, List<double[]> trained, List<double[]> diverged) {
      List<Axis> kinds = places.stream().map(axes::get).toList();
      return new View(
          places,
          new ParzenEstimator(kinds, along(places, trained)),
          trained.size(),
          new ParzenEstimator(kinds, along(places, diverged)),
          diverged.size());
    }

    private static List<double[]> along(List<Integer> places, List<double[]> points) {
      return points.stream().map(point -> along(places, point)).toList();
    }

    private static double[] along(List<Integer> places, double[] point) {
      return places.stream().mapToDouble(place -> point[place]).toArray();
    }

    double logShare(double[] point) {
      double[] here = along(places, point);
      double odds =
          StrictMath.exp(diverged.logDensity(here) - trained.logDensity(here))
              * divergences
              / trials;
      return -StrictMath.log1p(odds);
    }
  }

  private FeasibleShare(List<View> views) {
    this.views = List.copyOf(views);
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
      return new FeasibleShare(List.of());
    }
    List<Integer> all = IntStream.range(0, axes.size()).boxed().toList();
    List<View> views = new ArrayList<>(List.of(View.of(axes, all, trained, diverged)));
    if (axes.size() > 1) {
      all.forEach(axis -> views.add(View.of(axes, List.of(axis), trained, diverged)));
    }
    return new FeasibleShare(views);
  }

  /** The logarithm of the share at a point. */
  double logShare(double[] point) {
    return views.stream().mapToDouble(view -> view.logShare(point)).min().orElse(0.0);
  }
}
