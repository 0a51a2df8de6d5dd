package org.musweep.pipeline.selection;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.musweep.pipeline.space.Choice;
import org.musweep.pipeline.space.Distribution;
import org.musweep.pipeline.space.Hyperparameter;
import org.musweep.pipeline.space.IntRange;
import org.musweep.pipeline.space.Scale;
import org.musweep.pipeline.space.SearchSpace;

/**
 * Which hyperparameters set the best tenth of the trials apart from all: how far the distribution
 * of their values among the best lies from that among all. Trials that diverged or were stopped
 * count among all.
 *
 * <p>Source: S. Watanabe et al., PED-ANOVA, IJCAI 2023, arXiv:2304.10255, with the settings of
 * Optuna 5.0.
 *
 * @param space that was searched
 */
record PedAnova(SearchSpace space) {

  private static final double TOP = 0.1;
  private static final int FEWEST = 10;
  private static final int CELLS = 50;
  private static final double LEAST_WIDTH = 0.5 / 1.64;
  private static final double NOTHING = 1e-12;
  private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

  /** Shares that add up to 1, by name; empty if there are too few trials to tell. */
  Map<String, Double> of(List<TrialOutcome> exploration) {
    int top = (int) Math.ceil(TOP * exploration.size());
    List<TrialOutcome> best = Finalists.ranked(exploration).stream().limit(top).toList();
    if (exploration.size() < FEWEST || best.isEmpty()) {
      return Map.of();
    }
    Map<String, Double> divergences = new LinkedHashMap<>();
    for (Hyperparameter one : space.hyperparameters()) {
      double[] among = units(one, best);
      double[] all = units(one, exploration);
      double share = (double) among.length / best.size();
      double regime = share * share / Math.max(NOTHING, (double) all.length / exploration.size());
      divergences.put(one.name(), regime * divergence(one.distribution(), among, all));
    }
    double sum = divergences.values().stream().mapToDouble(value -> value).sum();
    if (!(sum > 0)) {
      return Map.of();
    }
    divergences.replaceAll((name, value) -> value / sum);
    return divergences;
  }

  private static double[] units(Hyperparameter one, List<TrialOutcome> trials) {
    return trials.stream()
        .flatMap(trial -> trial.configuration().value(one.name()).stream())
        .filter(one.distribution()::contains)
        .mapToDouble(one.distribution()::unit)
        .toArray();
  }

  /** Pearson's divergence of the two densities. */
  private static double divergence(Distribution range, double[] top, double[] all) {
    if (top.length == 0) {
      return 0;
    }
    int cells = cells(range);
    double[] dense = density(range, cells, top);
    double[] reference = density(range, cells, all);
    double sum = 0;
    for (int cell = 0; cell < cells; cell++) {
      double ratio = dense[cell] / reference[cell] - 1;
      sum += reference[cell] * ratio * ratio;
    }
    return sum;
  }

  private static int cells(Distribution range) {
    if (range instanceof Choice choice) {
      return choice.values().size();
    }
    if (range instanceof IntRange ints) {
      double width = (double) ints.high() - ints.low() + 1;
      return ints.scale() == Scale.LOG
          ? (int) Math.ceil(Math.log(width) / Math.log(2)) + 1
          : (int) Math.min(CELLS, width);
    }
    return CELLS;
  }

  private static double[] density(Distribution range, int cells, double[] units) {
    double[] counts = new double[cells];
    for (double unit : units) {
      counts[Math.min(cells - 1, (int) (unit * cells))]++;
    }
    double[] density = new double[cells];
    double total = units.length + 1.0;
    if (range instanceof Choice) {
      Arrays.setAll(density, cell -> (counts[cell] + 1.0 / cells) / total);
    } else {
      double width = width(cells, units);
      for (int centre = 0; centre < cells; centre++) {
        if (counts[centre] > 0) {
          add(density, centre, width, counts[centre] / total);
        }
      }
      add(density, (cells - 1) / 2.0, cells, 1 / total);
    }
    return DoubleStream.of(density).map(value -> value + NOTHING).toArray();
  }

  /** Scott's rule for weighted cells, not narrower than a cell. */
  private static double width(int cells, double[] units) {
    double[] positions = Arrays.stream(units).map(u -> Math.floor(u * cells)).sorted().toArray();
    int count = positions.length;
    double mean = Arrays.stream(positions).average().orElse(0);
    double squares = Arrays.stream(positions).map(p -> (p - mean) * (p - mean)).sum();
    double deviation = Math.sqrt(squares / Math.max(1, count - 1));
    double quartiles =
        positions[Math.min(count - 1, 3 * count / 4)] - positions[Math.min(count - 1, count / 4)];
    double spread = Math.min(quartiles / 1.34, deviation);
    return Math.max(1.059 * spread * Math.pow(count, -0.2), LEAST_WIDTH);
  }

  /** Adds a normal distribution over cells, truncated to them. */
  private static void add(double[] density, double centre, double width, double weight) {
    int cells = density.length;
    double mass = STANDARD.probability((-0.5 - centre) / width, (cells - 0.5 - centre) / width);
    for (int cell = 0; cell < cells; cell++) {
      density[cell] +=
          weight
              * STANDARD.probability((cell - 0.5 - centre) / width, (cell + 0.5 - centre) / width)
              / mass;
    }
  }
}
