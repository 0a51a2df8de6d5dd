package org.musweep.pipeline.selection;

import java.util.ArrayList;
import java.util.List;
import org.musweep.pipeline.space.Choice;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.SearchSpace;

/**
 * The member of a set of configurations that is nearest to all others.
 *
 * <p>Distances are Euclidean on the space's internal scales (logarithmic for log ranges), in shares
 * of the ranges; two different choices are a whole range apart, and so is a hyperparameter that
 * only one of two has.
 *
 * @param space that the configurations are points of
 */
record Medoid(SearchSpace space) {

  /** Differences of summed distances below this are rounding. */
  private static final double ROUNDING = 1e-12;

  /** The index of the medoid; of several, the first. */
  int of(List<Configuration> configurations) {
    List<List<Double>> points = configurations.stream().map(space::unitPoint).toList();
    int medoid = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < points.size(); i++) {
      double sum = 0;
      for (List<Double> other : points) {
        sum += distance(points.get(i), other);
      }
      if (sum < least - ROUNDING) {
        least = sum;
        medoid = i;
      }
    }
    return medoid;
  }

  private double distance(List<Double> one, List<Double> other) {
    List<Double> parts = new ArrayList<>();
    for (int d = 0; d < space.dimensions(); d++) {
      if (one.get(d).isNaN() || other.get(d).isNaN()) {
        parts.add(one.get(d).isNaN() && other.get(d).isNaN() ? 0.0 : 1.0);
        continue;
      }
      double difference = one.get(d) - other.get(d);
      boolean choice = space.hyperparameters().get(d).distribution() instanceof Choice;
      parts.add(choice ? Math.signum(Math.abs(difference)) : difference);
    }
    return Math.sqrt(parts.stream().mapToDouble(part -> part * part).sum());
  }
}
