package org.musweep.pipeline.sampling;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.musweep.pipeline.space.Configuration;

/**
 * A search on a closed-form function.
 *
 * @param outstanding how many trials run at any time; they end in the order in which they started
 */
record ClosedFormSearch(TestFunction function, int trials, int outstanding) {

  /** What is left to the optimum, without noise, after each trial that has ended. */
  List<Double> regrets(Sampler sampler, long seed) {
    Random noise = new Random(seed);
    List<Configuration> running = new ArrayList<>();
    List<Observation> told = new ArrayList<>();
    List<Double> regrets = new ArrayList<>();
    double best = Double.POSITIVE_INFINITY;
    for (int index = 0; regrets.size() < trials; index++) {
      if (index < trials) {
        running.add(sampler.suggest(function.space(), index, new History(told, running)));
      }
      if (running.size() == outstanding || index >= trials) {
        Configuration ended = running.remove(0);
        double loss = function.loss().applyAsDouble(ended);
        best = Math.min(best, loss - function.optimum());
        regrets.add(best);
        told.add(
            Double.isInfinite(loss)
                ? new Observation.Diverged(ended, 10)
                : new Observation.Measured(
                    ended, 100, loss + function.noise() * noise.nextGaussian()));
      }
    }
    return regrets;
  }

  /** The median over seeds 0, 1, … of what is left after all trials. */
  double medianRegret(java.util.function.LongFunction<Sampler> sampler, int seeds) {
    return median(curves(sampler, seeds).stream().map(curve -> curve.get(trials - 1)).toList());
  }

  /** The regrets of every seed. */
  List<List<Double>> curves(java.util.function.LongFunction<Sampler> sampler, int seeds) {
    return IntStream.range(0, seeds)
        .parallel()
        .mapToObj(seed -> regrets(sampler.apply(seed), seed))
        .toList();
  }

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
