package org.musweep.pipeline.sampling;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Results of the trials that have some hyperparameters, and where these trials stand.
 *
 * @param observations in the order of their trials
 * @param points their coordinates, of the same length
 */
record Placed(List<Observation> observations, List<double[]> points) {

  static Placed of(Coordinates group, List<Observation> observations) {
    List<Observation> there = new ArrayList<>(observations.size());
    List<double[]> points = new ArrayList<>(observations.size());
    for (Observation observation : observations) {
      Optional<double[]> point = group.of(observation.configuration());
      if (point.isPresent()) {
        there.add(observation);
        points.add(point.get());
      }
    }
    return new Placed(there, points);
  }
}
