package org.musweep.pipeline.sampling;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a Gaussian process learns from.
 *
 * @param points of the observations, in the order of their trials
 * @param losses warped to mean 0 and variance 1, of the same length
 * @param pending points of the trials that run
 * @param feasible where training is likely to survive
 * @param observations how many there are, those left out included
 */
record GaussianProcessData(
    List<double[]> points,
    List<Double> losses,
    List<double[]> pending,
    FeasibleShare feasible,
    int observations) {

  /** Most observations that are used: half of them the best, half the newest. */
  private static final int MOST = 300;

  static GaussianProcessData of(UnitCube cube, History history) {
    List<Observation> inside = new ArrayList<>();
    List<double[]> points = new ArrayList<>();
    for (Observation observation : history.observations()) {
      Optional<double[]> point = cube.point(observation.configuration());
      if (point.isPresent()) {
        inside.add(observation);
        points.add(point.get());
      }
    }
    List<Double> warped = OutputWarping.of(inside);
    Set<Integer> used = used(inside);
    Placed kept =
        new Placed(
            used.stream().map(inside::get).toList(), used.stream().map(points::get).toList());
    List<double[]> pending = new ArrayList<>();
    history.pending().forEach(one -> cube.point(one).ifPresent(pending::add));
    return new GaussianProcessData(
        kept.points(),
        used.stream().map(warped::get).toList(),
        pending,
        FeasibleShare.of(cube.axes(), kept),
        inside.size());
  }

  private static Set<Integer> used(List<Observation> observations) {
    List<Integer> standings = Standings.of(observations);
    Set<Integer> used = new LinkedHashSet<>();
    for (int i = 0; i < observations.size() && used.size() < MOST; i++) {
      used.add(standings.get(i));
      if (used.size() < MOST) {
        used.add(observations.size() - 1 - i);
      }
    }
    return new TreeSet<>(used);
  }
}
