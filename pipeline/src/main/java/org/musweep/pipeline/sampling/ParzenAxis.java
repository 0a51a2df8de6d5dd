package org.musweep.pipeline.sampling;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TruncatedNormalDistribution;

/**
 * The kernels of a Parzen estimator along one axis: one for each observation, and one for the prior
 * at the end.
 */
sealed interface ParzenAxis {

  /**
   * Adds, for each kernel, the logarithm of its density (or probability, for cells and categories)
   * at a coordinate.
   */
  void addLogDensities(double unit, double[] sums);

  /** A coordinate drawn from a kernel. */
  double draw(int kernel, Draws draws);

  /** The kernels at these observed coordinates, in order. */
  static ParzenAxis of(Axis axis, double[] observed) {
    if (axis instanceof Axis.Categories categories) {
      return Frequencies.of(observed, categories.count());
    }
    int cells = axis instanceof Axis.Cells stepped ? stepped.count() : 0;
    return new Normals(TpeBandwidths.centres(observed), TpeBandwidths.of(observed), cells);
  }

  /** Normal distributions, truncated to the unit interval. */
  final class Normals implements ParzenAxis {

    private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

    private static final double LOG_SQRT_TWO_PI = 0.5 * StrictMath.log(2 * Math.PI);

    private final double[] centres;
    private final double[] widths;
    private final double[] logFactors;
    private final int cells;
    private final Map<Integer, double[]> logMasses = new HashMap<>();

    /** Of cells many kernels have the same centre and width: the number of each one's kind. */
    private final int[] kinds;

    private final int[] firstOfKind;

    /**
     * Kernels.
     *
     * @param cells 0 for a continuous axis
     */
    Normals(double[] centres, double[] widths, int cells) {
      this.centres = centres;
      this.widths = widths;
      this.cells = cells;
      logFactors = cells > 0 ? new double[0] : logFactors();
      kinds = new int[cells > 0 ? centres.length : 0];
      Map<Normal, Integer> known = new HashMap<>();
      List<Integer> first = new ArrayList<>();
      for (int kernel = 0; kernel < kinds.length; kernel++) {
        Normal kind = new Normal(centres[kernel], widths[kernel]);
        kinds[kernel] = known.computeIfAbsent(kind, absent -> first.size());
        if (kinds[kernel] == first.size()) {
          first.add(kernel);
        }
      }
      firstOfKind = first.stream().mapToInt(kernel -> kernel).toArray();
    }

    private double[] logFactors() {
      double[] factors = new double[centres.length];
      for (int kernel = 0; kernel < centres.length; kernel++) {
        factors[kernel] =
            -StrictMath.log(mass(kernel, 0, 1))
                - (StrictMath.log(widths[kernel]) + LOG_SQRT_TWO_PI);
      }
      return factors;
    }

    private double mass(int kernel, double low, double high) {
      double width = widths[kernel];
      return STANDARD.probability(
          (low - centres[kernel]) / width, (high - centres[kernel]) / width);
    }

    @Override
    public void addLogDensities(double unit, double[] sums) {
      if (cells > 0) {
        double[] masses = logMasses.computeIfAbsent(Axis.cell(unit, cells), this::logMasses);
        for (int kernel = 0; kernel < masses.length; kernel++) {
          sums[kernel] += masses[kernel];
        }
        return;
      }
      for (int kernel = 0; kernel < centres.length; kernel++) {
        double z = (unit - centres[kernel]) / widths[kernel];
        sums[kernel] += logFactors[kernel] - 0.5 * z * z;
      }
    }

    private double[] logMasses(int cell) {
      double low = (double) cell / cells;
      double high = (cell + 1.0) / cells;
      double[] ofKinds = new double[firstOfKind.length];
      for (int kind = 0; kind < ofKinds.length; kind++) {
        int kernel = firstOfKind[kind];
        ofKinds[kind] =
            -StrictMath.log(mass(kernel, 0, 1)) + StrictMath.log(mass(kernel, low, high));
      }
      return IntStream.of(kinds).mapToDouble(kind -> ofKinds[kind]).toArray();
    }

    private record Normal(double centre, double width) {}

    @Override
    public double draw(int kernel, Draws draws) {
      ContinuousDistribution normal =
          TruncatedNormalDistribution.of(centres[kernel], widths[kernel], 0, 1);
      double unit = normal.inverseCumulativeProbability(draws.unit());
      return cells > 0
          ? Axis.middle(Axis.cell(unit, cells), cells)
          : Coordinates.rounded(Math.min(1, Math.max(0, unit)));
    }
  }

  /** For each observation a little of every category, and more of the observed one. */
  final class Frequencies implements ParzenAxis {

    private static final int NONE = -1;

    private final int[] observed;
    private final int categories;

    private Frequencies(int[] observed, int categories) {
      this.observed = observed;
      this.categories = categories;
    }

    static Frequencies of(double[] units, int categories) {
      int[] observed = new int[units.length + 1];
      for (int i = 0; i < units.length; i++) {
        observed[i] = Axis.cell(units[i], categories);
      }
      observed[units.length] = NONE;
      return new Frequencies(observed, categories);
    }

    /** 1/K for each, 1 more for the observed one, normalised; K kernels, the prior's included. */
    private double probability(int kernel, int category) {
      if (observed[kernel] == NONE) {
        return 1.0 / categories;
      }
      double each = 1.0 / observed.length;
      return (each + (observed[kernel] == category ? 1 : 0)) / (1 + each * categories);
    }

    @Override
    public void addLogDensities(double unit, double[] sums) {
      int category = Axis.cell(unit, categories);
      double prior = StrictMath.log(1.0 / categories);
      double each = 1.0 / observed.length;
      double other = StrictMath.log(each / (1 + each * categories));
      double same = StrictMath.log((each + 1) / (1 + each * categories));
      for (int kernel = 0; kernel < observed.length; kernel++) {
        sums[kernel] +=
            observed[kernel] == NONE ? prior : observed[kernel] == category ? same : other;
      }
    }

    @Override
    public double draw(int kernel, Draws draws) {
      double[] probabilities = new double[categories];
      for (int category = 0; category < categories; category++) {
        probabilities[category] = probability(kernel, category);
      }
      return Axis.middle(draws.pick(probabilities), categories);
    }
  }
}
