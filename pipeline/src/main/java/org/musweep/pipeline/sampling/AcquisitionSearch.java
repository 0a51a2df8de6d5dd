package org.musweep.pipeline.sampling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Looks for the point where a trial promises most: the best of many points of a Sobol sequence and
 * the best trials so far, each improved along its continuous axes and its other ones in turn.
 */
final class AcquisitionSearch {

  private static final int CANDIDATES = 1024;
  private static final int STARTS = 4;
  private static final int INCUMBENTS = 2;
  private static final int ROUNDS = 3;
  private static final int MOST_CELLS = 16;
  private static final int EVALUATIONS = 200;
  private static final long STREAM = 2;

  /** Constraints that are broken cost more than any improvement is worth. */
  private static final double FORBIDDEN = 1e6;

  private final UnitCube cube;
  private final GaussianProcessData data;
  private final GaussianProcess process;
  private final double best;
  private final long seed;
  private final List<Integer> continuous;

  AcquisitionSearch(
      UnitCube cube, GaussianProcessData data, GaussianProcess process, long seed, int index) {
    this.cube = cube;
    this.data = data;
    this.process = process;
    this.seed = SeededHash.bits(seed, STREAM, index);
    best = process.leastMean();
    continuous =
        IntStream.range(0, cube.axes().size())
            .filter(d -> UnitCube.cells(cube.axes().get(d)) == 0)
            .boxed()
            .toList();
  }

  /** A point of the cube and what it costs. */
  private static final class Candidate {
    private final double[] point;
    private final double cost;

    Candidate(double[] point, double cost) {
      this.point = point;
      this.cost = cost;
    }

    double[] point() {
      return point;
    }

    double cost() {
      return cost;
    }
  }

  /** The best point found that keeps the constraints; empty if there is none. */
  Optional<double[]> best() {
    List<Candidate> starts = new ArrayList<>();
    SobolSampler sobol = new SobolSampler(seed);
    for (int i = 0; i < CANDIDATES; i++) {
      double[] point = new double[cube.axes().size()];
      for (int d = 0; d < point.length; d++) {
        point[d] = sobol.coordinate(d, i);
      }
      starts.add(candidate(cube.canonical(point)));
    }
    starts.sort(Comparator.comparingDouble(Candidate::cost));
    List<Candidate> chosen = new ArrayList<>(starts.subList(0, STARTS));
    IntStream.range(0, data.losses().size())
        .boxed()
        .sorted(Comparator.comparing(data.losses()::get))
        .limit(INCUMBENTS)
        .forEach(i -> chosen.add(candidate(data.points().get(i))));
    return chosen.stream()
        .map(this::improved)
        .min(Comparator.comparingDouble(Candidate::cost))
        .map(Candidate::point)
        .filter(point -> cube.violation(point) == 0);
  }

  private Candidate improved(Candidate start) {
    Candidate current = start;
    for (int round = 0; round < ROUNDS; round++) {
      double before = current.cost();
      current = alongDiscreteAxes(alongContinuousAxes(current));
      if (current.cost() >= before || continuous.size() == cube.axes().size()) {
        return current;
      }
    }
    return current;
  }

  private Candidate alongContinuousAxes(Candidate start) {
    if (continuous.isEmpty()) {
      return start;
    }
    int count = continuous.size();
    double[] from = continuous.stream().mapToDouble(d -> start.point()[d]).toArray();
    double[] high = new double[count];
    java.util.Arrays.fill(high, 1);
    double[] found =
        new LocalSearch(0.05, 1e-6, EVALUATIONS)
            .least(x -> cost(with(start.point(), x)), from, new double[count], high);
    return candidate(cube.canonical(with(start.point(), found)));
  }

  private double[] with(double[] point, double[] coordinates) {
    double[] changed = point.clone();
    for (int i = 0; i < coordinates.length; i++) {
      changed[continuous.get(i)] = coordinates[i];
    }
    return changed;
  }

  private Candidate alongDiscreteAxes(Candidate start) {
    Candidate current = start;
    for (int d = 0; d < cube.axes().size(); d++) {
      int count = UnitCube.cells(cube.axes().get(d));
      int here = count == 0 ? 0 : Axis.cell(current.point()[d], count);
      for (int cell = 0; cell < count; cell++) {
        if (count <= MOST_CELLS || isNear(cell, here, count)) {
          double[] changed = current.point().clone();
          changed[d] = Axis.middle(cell, count);
          Candidate other = candidate(cube.canonical(changed));
          current = other.cost() < current.cost() ? other : current;
        }
      }
    }
    return current;
  }

  /** Of long axes the neighbours are tried, and some that are spread over the range. */
  private static boolean isNear(int cell, int here, int count) {
    return Math.abs(cell - here) <= 2 || cell % (count / MOST_CELLS + 1) == 0;
  }

  private Candidate candidate(double[] point) {
    return new Candidate(point, cost(point));
  }

  private double cost(double[] point) {
    double violation = cube.violation(point);
    if (violation > 0) {
      return FORBIDDEN * (1 + violation);
    }
    GaussianProcess.Posterior posterior = process.posterior(point);
    double gain = ExpectedImprovement.log(best, posterior.mean(), posterior.deviation());
    return -gain - data.feasible().logShare(point);
  }
}
